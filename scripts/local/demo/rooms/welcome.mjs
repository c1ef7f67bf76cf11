import { people } from "../people.mjs";

export const welcome = {
  name: "Welcome",
  kind: "public",
  topic: "Say hello, ask anything",
  owner: "Robin",
  members: Object.keys(people),
  threads: [
    [
      ["Robin", "Welcome, everybody! Tell us who you are and what you would like to do here."],
      ["Mira", "Hello! I run the print workshop by the canal. Come by on Thursdays.", "👋"],
      [
        "Tomas",
        "Tomás here. I repair bicycles, and I collect maps of places that no longer exist.",
      ],
      ["Aiko", "Hi all. I bake. That is most of it 🍞", "❤️"],
    ],
    [
      ["Wang", "大家好，我剛搬來這裡，中文英文都可以。"],
      ["Chen", "歡迎！中文的朋友都在「中文角」，來聊聊吧。", "👍"],
      ["Robin", "Welcome! The rooms on the left are open to you; join whichever you like."],
      ["Wang", "Thank you, I will have a look around."],
    ],
    [
      ["Ngozi", "Is there a list of who has which tools? I am looking for a long ladder."],
      ["Lukas", "I have one, 4 m. Third floor, the blue door. Just ring.", "🙏"],
      ["Ngozi", "Perfect, I'll come on Saturday morning."],
      ["Peter", "We should really write that list."],
      ["Robin", "I'll start a page for it and pin the link here."],
    ],
    [
      [
        "Elena",
        "Hello from the new house on the corner. The bakery smell at five in the morning is unreal.",
      ],
      ["Aiko", "Sorry! (Not sorry.)", "😂"],
      ["Elena", "Please never stop."],
    ],
    [
      ["Amara", "Does anybody know a good dentist who takes new patients?"],
      ["Sofia", "Dr. Weiss on Linden Street. Ask for a Monday, those are never full."],
      ["Amara", "Booked. Thank you!"],
    ],
    [
      [
        "Robin",
        "A reminder: the summer party needs a date. Put the weekends you can do under this message.",
      ],
      ["Mira", "Any but the second."],
      ["Jun", "The third is best for me."],
      ["Tomas", "Third works."],
      ["Peter", "Third. I'll bring the long table."],
      ["Robin", "Third weekend it is then.", "🎉"],
    ],
    [
      ["Lukas", "The lift is out of order again. They say Wednesday."],
      ["Elena", "Which Wednesday?"],
      ["Lukas", "They did not say."],
    ],
    [
      ["Chen", "Found: one key with a red ribbon, in front of number 12."],
      ["Sofia", "That is mine! I have been looking for it for two days."],
      ["Chen", "It is at the bakery, behind the counter.", "❤️"],
    ],
    [
      ["Peter", "@Robin could you make my neighbour a member? She wrote to you yesterday."],
      ["Robin", "Done, she can sign in now."],
      ["Peter", "Thanks!"],
    ],
    [
      [
        "Peter",
        "Last light from the quarry steps. I could not choose a crop, so this is all of it: {dusk}",
      ],
      ["Elena", "Mine is from the other end of the day: {lake}"],
      ["Sofia", "Hang both up in the hall, please.", "😍"],
    ],
    [
      [
        "Ngozi",
        "@Robin one more question about the tool list: who keeps it up to date when you are away?",
      ],
    ],
  ],
};
