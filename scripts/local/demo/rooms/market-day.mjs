export const marketDay = {
  name: "Market day",
  kind: "public",
  topic: "Saturday, from nine to four",
  owner: "Mira",
  members: ["Mira", "Tomas", "Aiko", "Sofia", "Ngozi", "Peter", "Robin", "Elena", "Jun"],
  threads: [
    [
      ["Mira", "The map of the stalls is on the wall. Come and write your name on it."],
      ["Aiko", "Bread is at the corner again, please. The oven cable does not reach further."],
      ["Sofia", "I would like to be next to the flowers, if there are any this time."],
      ["Peter", "There will be. My sister brings dahlias."],
    ],
    [
      ["Tomas", "I can bring chairs, six of them.\nDoes anybody have a lamp for the evening?"],
      ["Mira", "There is one in the workshop, on the upper shelf."],
      ["Jun", "我下午帶顏料過去。I'll paint the sign as well."],
      ["Mira", "Perfect. See you at four, then.", "👍"],
    ],
    [
      ["Elena", "What do we do if it rains?"],
      ["Peter", "Move under the bridge, as in spring. I asked, we may."],
      ["Sofia", "The forecast says 20 %. I would not worry."],
      ["Ngozi", "I always worry. I'll bring the tarpaulin."],
    ],
    [
      ["Aiko", "Sold out by noon! 86 loaves. Thank you all for queueing so patiently.", "🎉"],
      ["Tomas", "I got the last rye. I will not apologise."],
      ["Sofia", "We made 412 for the playground."],
      ["Mira", "That is the swing paid for."],
      ["Robin", "Wonderful. I'll tell the school on Monday."],
    ],
    [
      ["Ngozi", "Could we start half an hour earlier next time? The good parking is gone by nine."],
      ["Mira", "Fine with me. Any objections?"],
      ["Aiko", "Bread is ready at 7:30 in any case."],
      ["Peter", "No objections, only coffee."],
    ],
    [
      ["Sofia", "Who has the cash box?"],
      ["Elena", "I do. It is counted and locked; 38.50 in coins for change."],
      ["Sofia", "You are an angel."],
    ],
    [
      ["Jun", "New sign: https://example.com/signs/market-day — tell me if the green is too loud."],
      ["Mira", "It is exactly loud enough.", "💚"],
      ["Tomas", "Love the bicycle in the corner."],
    ],
    [
      ["Peter", "Stalls for this Saturday so far: bread, prints, flowers, honey, bicycles, soup."],
      ["Elena", "Add me with second-hand books."],
      ["Ngozi", "And plants. Mostly tomatoes that I should not have sown."],
      ["Mira", "Both are on the map."],
    ],
    [
      ["Mira", "The poster for the night market, before and after: {stalls}"],
      ["Aiko", "The reflections! I would walk in there.", "😍"],
      ["Ngozi", "Can we print it on A2?"],
      ["Mira", "Already at the press."],
    ],
    [
      ["Mira", "@Robin are you on the early shift with me?"],
      ["Tomas", "If not, I can do it."],
    ],
  ],
};
