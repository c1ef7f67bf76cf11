import { people } from "../people.mjs";

export const trailReports = {
  name: "Trail reports",
  kind: "public",
  topic: "How the paths are today: mud, snow, fallen trees",
  owner: "Elena",
  members: Object.keys(people).filter((name) => name !== "Wang"),
  threads: [
    [
      ["Elena", "Let us collect here how the paths are. One line is enough: where, when, how."],
      ["Tomas", "Good idea. I ride most of them anyway."],
    ],
  ],
  reports: 170,
};

/** What reports of trails are made of: every one is a place, how it is, and sometimes what to do. */
export const trails = {
  places: [
    "Mill path",
    "North ridge",
    "Canal towpath",
    "Beech wood loop",
    "Old railway",
    "Quarry steps",
    "Lake round",
    "Vineyard trail",
    "Chapel hill",
    "River meadow",
  ],
  states: [
    "dry and fast",
    "muddy between the two bridges",
    "one beech across the path, you can climb over",
    "cleared, thanks to whoever brought the saw",
    "icy in the shade until ten",
    "all fine, and nobody there",
    "closed for forestry until Friday",
    "slippery leaves on the steps",
    "a little water on it, passable with boots",
    "perfect, the mist was below me",
  ],
  advice: [
    "",
    "",
    "",
    " Take the detour by the farm.",
    " Bring a lamp after five.",
    " Dogs on the lead, there are sheep.",
    " The café at the end is open again.",
    " Not with the good bike.",
  ],
};
