export const mira = {
  name: "",
  kind: "direct",
  topic: "",
  owner: "Mira",
  members: ["Mira", "Robin"],
  threads: [
    [
      ["Mira", "Do you have ten minutes this week to look at the accounts of the market?"],
      ["Robin", "Thursday after six?"],
      ["Mira", "Perfect. I'll bring the box, you bring the spreadsheet."],
    ],
    [
      ["Mira", "Everything adds up, down to the coin. That has never happened before."],
      ["Robin", "I am framing that sheet.", "😂"],
      ["Mira", "One thing: could you ask the city whether we may keep the spot in winter?"],
    ],
  ],
};
