import { createRandom } from "../traffic/random.mjs";
import { approvedPartner, buildAdministration } from "./administration.mjs";
import { rooms } from "./conversations.mjs";
import { people } from "./people.mjs";
import { trails } from "./rooms/trail-reports.mjs";
import { buildShares } from "./shares.mjs";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
const weeks = 4;
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";

/** The domain is reserved for examples (RFC 2606), so no message can ever go there. */
export const adminEmail = "robin@demo.example";

/**
 * The rows of the demo's community, as the product itself would have written them in the last four weeks before `now`:
 * `{users, rooms, members, messages, mentions, shares, partners, reports, audits, links}`. `drawn` tells how large a
 * picture is; `linkId` and `view` are of a public link. In every room `seq` has no hole, and `rev` is the room's own after
 * its last message.
 */
export function buildCommunity({ now, passwordHash, drawn, linkId, view }) {
  const random = createRandom("community", now);
  const newId = (length) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join("");
  const createdAt = now - weeks * 7 * dayMs;
  const users = Object.entries(people).map(([key, name]) => ({
    key,
    id: newId(16),
    email: `${key.toLowerCase()}@demo.example`,
    name,
    passwordHash,
    role: key === "Robin" ? "admin" : "member",
    createdAt,
  }));
  const byKey = new Map(users.map((user) => [user.key, user]));
  const shares = buildShares({ now, newId, byKey, drawn });
  const links = new Map(shares.map(({ picture, id }) => [picture, `/share/${id}`]));
  const context = { random, newId, createdAt, now, byKey, links };
  const built = rooms.map((room) => buildRoom(room, context));
  return {
    users,
    rooms: built.map(({ row }) => row),
    members: built.flatMap(({ members }) => members),
    messages: built.flatMap(({ messages }) => messages),
    mentions: built.flatMap(({ mentions }) => mentions),
    shares,
    ...buildAdministration({ now, newId, byKey, shares, linkId, view }),
  };
}

function buildRoom(room, context) {
  const { random, newId, createdAt, byKey } = context;
  const id = newId(16);
  const memberIds = room.members.map((key) => byKey.get(key).id);
  const threads = [...room.threads, ...reports(room, random)];
  const messages = writeMessages(id, room, threads, context);
  const lastSeq = messages.length;
  const row = {
    id,
    name: room.name,
    kind: room.kind,
    topic: room.topic,
    directKey: room.kind === "direct" ? [...memberIds].sort().join(":") : null,
    lastSeq,
    rev: lastSeq + 1,
    epoch: newId(8),
    lastMessageAt: messages.at(-1)?.createdAt ?? null,
    createdBy: byKey.get(room.owner).id,
    createdAt,
  };
  const members = room.members.map((key) => ({
    roomId: id,
    userId: byKey.get(key).id,
    role: key === room.owner && room.kind !== "direct" ? "owner" : "member",
    readSeq: toReadSeq(messages, byKey.get(key), random),
    joinedAt: createdAt,
  }));
  if (room.kind === "direct") members[0].role = "owner";
  return { row, members, messages, mentions: messages.flatMap(({ named }) => named) };
}

function reports({ reports: count = 0, members }, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  return Array.from({ length: count }, () => [
    [pick(members), `${pick(trails.places)}: ${pick(trails.states)}.${pick(trails.advice)}`],
  ]);
}

/**
 * Threads lie spread over the weeks, the last one two hours back; the lines of one follow within minutes. `{dusk}` becomes
 * the link of the share of that picture.
 */
function writeMessages(roomId, { members, kind }, threads, context) {
  const { random, newId, createdAt, now, byKey, links } = context;
  const jitter = 0.6;
  const step = (now - createdAt - 2 * hourMs) / (threads.length - 1 + jitter);
  const messages = [];
  let at = createdAt;
  for (const [index, thread] of threads.entries()) {
    const share = index === threads.length - 1 ? 1 : random();
    at = Math.max(at + minuteMs, createdAt + step * (index + share * jitter));
    for (const [author, text, emoji] of thread) {
      at += Math.round((0.5 + random() * 6) * minuteMs);
      const seq = messages.length + 1;
      const { id: authorId, name: authorName, role } = byKey.get(author);
      const named = [...text.matchAll(/@(\w+)/g)].map((match) => byKey.get(match[1]).id);
      const others = members.filter((key) => key !== author).map((key) => byKey.get(key).id);
      messages.push({
        id: newId(20),
        roomId,
        seq,
        rev: seq + 1,
        clientId: `demo-${kind}-${seq}-${newId(8)}`,
        authorId,
        authorName,
        authorBadge: role === "admin" ? "admin" : author === approvedPartner ? "partner" : null,
        body: text
          .replace(/@(\w+)/g, (_, key) => `<@${byKey.get(key).id}>`)
          .replace(/\{(\w+)\}/g, (_, picture) => links.get(picture)),
        reactions: JSON.stringify(
          emoji ? [{ emoji, userIds: others.slice(0, 1 + (seq % 3)) }] : [],
        ),
        createdAt: Math.round(at),
        named: named.map((userId) => ({ userId, roomId, seq })),
      });
    }
  }
  return messages;
}

/** Most have read nearly everything; what somebody wrote they have read up to. Something waits for the admin. */
function toReadSeq(messages, { id: userId, role }, random) {
  const own = messages.findLast(({ authorId }) => authorId === userId)?.seq ?? 0;
  const behind = role === "admin" ? 3 : Math.floor(random() * 6);
  return Math.max(own, messages.length - behind);
}
