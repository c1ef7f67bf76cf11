export const workshop = {
  name: "Workshop",
  kind: "public",
  topic: "Presses, saws and the kiln. Write down what you break.",
  owner: "Lukas",
  members: ["Lukas", "Mira", "Tomas", "Jun", "Wang", "Peter", "Amara", "Robin"],
  threads: [
    [
      [
        "Lukas",
        "The band saw has a new blade. Please let it come to full speed before you feed it.",
      ],
      ["Peter", "It cuts like butter now, thanks.", "🙏"],
      ["Mira", "Was the old one sharpened or thrown away?"],
      ["Lukas", "Sharpened twice, then it gave up."],
    ],
    [
      ["Amara", "First glaze test: the blue turned grey at 1240. Any ideas?"],
      ["Jun", "Too much reduction near the end, I think. Try to open the damper earlier."],
      ["Amara", "Will do on Thursday. I'll post pictures."],
      ["Amara", "It worked. It is so blue.", "💙"],
    ],
    [
      ["Tomas", "Whoever has the 8 mm hex key, it misses its friends."],
      ["Wang", "It is in my jacket. I am sorry. On my way."],
      ["Tomas", "No hurry, the friends are patient."],
    ],
    [
      ["Mira", "Letterpress course on the 14th has two places left."],
      ["Wang", "I would like one, please."],
      ["Amara", "And I the other."],
      ["Mira", "Full. See you both at ten; wear something that may get inky."],
    ],
    [
      ["Peter", "The dust extractor trips the fuse when the kiln is on."],
      ["Lukas", "They share a circuit. I'll put a note on it and ask the electrician."],
      ["Lukas", "Electrician comes on Tuesday at eight. Somebody has to open the door."],
      ["Jun", "I am there from seven."],
      ["Lukas", "Thank you! Separate circuits now, both may run.", "⚡"],
    ],
    [
      ["Wang", "Printed my first poster today. The ink is everywhere, but also on the paper."],
      ["Mira", "That is how it starts.", "😂"],
    ],
    [
      [
        "Tomas",
        "I have three frames to give away, steel, one with a dent. First come, first served.",
      ],
      ["Peter", "The dent, please. It has character."],
      ["Amara", "One for my brother?"],
      ["Tomas", "Both reserved until Sunday."],
    ],
    [
      [
        "Lukas",
        "Inventory on Friday evening. It takes an hour with four people and four with one.",
      ],
      ["Mira", "I'm in."],
      ["Jun", "Me too."],
      ["Robin", "Same here, and I bring pizza."],
      ["Lukas", "That is four. You are wonderful."],
    ],
    [
      ["Tomas", "The stairwell, from the pencil to the glaze: {wall}"],
      ["Amara", "And the floor that could go with it, second try: {floor}"],
      ["Wang", "The calmer corners are much better.", "👏"],
      ["Tomas", "Then I order white clay, 40 kilos."],
    ],
  ],
};
