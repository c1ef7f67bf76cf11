export const gardenPlan = {
  name: "Garden plan",
  kind: "private",
  topic: "Who waters, who sows, who eats",
  owner: "Sofia",
  members: ["Sofia", "Ngozi", "Elena", "Amara", "Robin", "Peter"],
  threads: [
    [
      ["Sofia", "Watering this week: Mon Ngozi, Wed Elena, Fri me. Is that all right?"],
      ["Ngozi", "Yes. The hose leaks at the tap, bring the grey tape."],
      ["Elena", "Noted."],
    ],
    [
      ["Amara", "Slugs ate every single lettuce. Every. Single. One."],
      ["Peter", "Copper tape around the bed helped me, and going out with a torch at eleven."],
      ["Amara", "I am now a person who goes out with a torch at eleven.", "😂"],
      ["Amara", "It works though."],
    ],
    [
      ["Elena", "The beans are ready. Take as many as you can carry, really."],
      ["Sofia", "Two kilos are in my freezer already."],
      ["Robin", "I'll take some to the school kitchen on Monday."],
      ["Elena", "Thank you, the door of the shed is open."],
    ],
    [
      ["Ngozi", "Compost is at 62 °C. I am unreasonably proud."],
      ["Peter", "You should be.", "🔥"],
    ],
    [
      ["Sofia", "Seeds to order for autumn: spinach, lamb's lettuce, garlic. Anything else?"],
      ["Amara", "Broad beans, if we sow in November."],
      ["Elena", "Pak choi. It did so well last year."],
      ["Sofia", "Ordered. 31.20 together; I take it from the box."],
    ],
    [
      ["Peter", "The water butt is full after last night. No need for the hose until Sunday."],
      ["Ngozi", "Finally."],
    ],
    [
      ["Elena", "Somebody left the gate open and the neighbour's chicken came to visit."],
      ["Sofia", "Did it eat slugs?"],
      ["Elena", "It ate the pak choi."],
      ["Amara", "Of course it did."],
    ],
    [
      ["Sofia", "This is what I have in mind for June: {garden}"],
      ["Ngozi", "I want all of it. Where do the tomatoes go?"],
      ["Sofia", "Behind the zinnias, as always."],
    ],
  ],
};
