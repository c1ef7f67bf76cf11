import { seeded } from "../harness/numbers.mjs";

/** A community to search in: deterministic, with words as frequent as Zipf's law has them, in two scripts. */

const start = Date.UTC(2025, 10, 1);
const end = Date.UTC(2026, 10, 20);
const rooms = 300;
const smallRooms = 250;
const authors = 500;
const frequent =
  "the of and to in that you meeting for is on it with as are this be market have from or had by not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after words called just where most know conversation information".split(
    " ",
  );
const syllables =
  "ba be bi bo bu ca ce co da de di do fa fi ga go ha he hi in ka ke la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to un va ve vi".split(
    " ",
  );
const characters = [
  ..."的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眉魑",
];

export function createCorpus(messages) {
  return {
    person: (id) => ({ id, sid: "session", name: id, image: null, role: "member", partner: null }),
    roomIds: { large: "room-0", rare: "room-rare", other: "room-150" },
    times: { start, end },
    *steps() {
      yield* people();
      yield* roomsAndMembers();
      const random = seeded(42);
      const words = createWords(random);
      let rows = [];
      const seqs = new Map();
      for (let index = 0; index < messages; index += 1) {
        rows.push(toMessage({ index, messages, random, words, seqs }));
        if (rows.length === 5_000 || index === messages - 1) {
          yield { sql: insertMessages, rows };
          rows = [];
        }
      }
    },
  };
}

function* people() {
  const names = [
    "member",
    "guest",
    "quiet",
    "shy",
    ...Array.from({ length: authors }, (_, n) => `author-${n}`),
  ];
  yield {
    sql: `INSERT INTO users (id, email, name, created_at)
      SELECT value, value || '@example.test', value, 0 FROM json_each(?1)`,
    rows: names,
  };
}

function* roomsAndMembers() {
  const small = Array.from({ length: smallRooms }, (_, n) => `small-${n}`);
  const ids = ["room-rare", ...small, ...Array.from({ length: rooms }, (_, n) => `room-${n}`)];
  yield {
    sql: `INSERT INTO rooms (id, name, kind, epoch, created_by, created_at)
      SELECT value, value, 'private', 'e', 'member', 0 FROM json_each(?1)`,
    rows: ids,
  };
  yield {
    sql: `INSERT INTO room_members (room_id, user_id, role, joined_at)
      SELECT value ->> 0, value ->> 1, 'member', 0 FROM json_each(?1)`,
    // One who is everywhere, in 150 rooms, in a single small one, in 250 small ones.
    rows: [
      ...ids.map((id) => [id, "member"]),
      ...ids.slice(0, 150).map((id) => [id, "guest"]),
      ["room-rare", "quiet"],
      ...small.map((id) => [id, "shy"]),
    ],
  };
}

const insertMessages = `INSERT INTO messages
    (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 2, value ->> 0, value ->> 3, value ->> 3,
    value ->> 4, value ->> 5 FROM json_each(?1)`;

function toMessage({ index, messages, random, words, seqs }) {
  const isRare = index % 4_000 === 1_999;
  const isSmall = index % 200 === 101;
  const large = `room-${Math.floor(random() ** 3 * rooms)}`;
  const small = `small-${Math.floor(index / 200) % smallRooms}`;
  const roomId = isRare ? "room-rare" : isSmall ? small : large;
  const author =
    index % 10_000 === 5_001 ? "quiet" : `author-${Math.floor(random() ** 2 * authors)}`;
  const seq = (seqs.get(roomId) ?? 0) + 1;
  seqs.set(roomId, seq);
  const at = Math.floor(start + ((end - start) * index) / messages);
  return [`message-${index}`, roomId, seq, author, toBody(index, random, words), at];
}

function toBody(index, random, words) {
  const length = 4 + Math.floor(random() * 14);
  if (index % 4 === 0) {
    return Array.from(
      { length: length * 2 },
      () => characters[Math.floor(random() ** 2.5 * characters.length)],
    ).join("");
  }
  const text = Array.from({ length }, () => words.pick()).join(" ");
  // Both in a quarter of the messages, and together in few; two that never meet.
  const pair =
    index % 2_000 === 1
      ? " apple orchard"
      : index % 8 === 1
        ? " apple"
        : index % 8 === 3
          ? " orchard"
          : index % 8 === 5
            ? " yesterday"
            : "";
  return `${text}${pair} ${index}`;
}

/** Words by Zipf's law: the n-th is taken with a weight of 1/n. */
function createWords(random) {
  const list = [...frequent];
  const known = new Set(list);
  while (list.length < 20_000) {
    const word = Array.from(
      { length: 2 + Math.floor(random() * 3) },
      () => syllables[Math.floor(random() * syllables.length)],
    ).join("");
    if (!known.has(word)) list.push(word);
    known.add(word);
  }
  const sums = [];
  let sum = 0;
  for (let rank = 1; rank <= list.length; rank += 1) sums.push((sum += 1 / rank));
  return {
    pick() {
      const wanted = random() * sum;
      let [low, high] = [0, sums.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sums[middle] < wanted) low = middle + 1;
        else high = middle;
      }
      return list[low];
    },
  };
}
