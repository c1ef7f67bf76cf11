import { expect, test } from "vitest";
import { auditActions } from "../../../lib/audit/schema";
import { defaultView } from "../../../lib/dashboard/domain";
import { dashboardViewSchema } from "../../../lib/dashboard/schema";
import { buildCommunity } from "./community.mjs";

const now = Date.parse("2026-11-20T10:30:00Z");
const picture = { width: 1200, height: 800, generated: Buffer.alloc(9), original: Buffer.alloc(5) };
const drawn = () => picture;
const community = buildCommunity({
  now,
  passwordHash: "hash",
  drawn,
  linkId: "f".repeat(32),
  view: { ...defaultView, range: "7d" },
});
const { users, rooms, members, messages, mentions, shares } = community;
const messagesOf = (room) => messages.filter(({ roomId }) => roomId === room.id);

test("rooms are numbered without holes and end where they say", () => {
  expect([rooms.length, users.length]).toEqual([7, 13]);
  expect(messages.length).toBeGreaterThan(300);
  for (const room of rooms) {
    const own = messagesOf(room);
    expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index + 1));
    expect(own.map(({ rev }) => rev)).toEqual(own.map((_, index) => index + 2));
    expect([room.lastSeq, room.rev]).toEqual([own.length, own.length + 1]);
    expect(room.lastMessageAt).toBe(own.at(-1).createdAt);
  }
});

test("messages lie in the past, in order, and come from members", () => {
  for (const room of rooms) {
    const times = messagesOf(room).map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(now - 29 * 86_400_000);
    expect(times.at(-1)).toBeLessThan(now);
    const people = members.filter(({ roomId }) => roomId === room.id);
    const ids = new Set(people.map(({ userId }) => userId));
    expect(messagesOf(room).filter(({ authorId }) => !ids.has(authorId))).toEqual([]);
    expect(people.filter(({ role }) => role === "owner").length).toBe(1);
    for (const { readSeq } of people) expect(readSeq).toBeLessThanOrEqual(room.lastSeq);
  }
});

test("everything has an id of its own, and the admin has something unread", () => {
  const ids = [...users, ...rooms, ...messages].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(messages.map(({ clientId }) => clientId)).size).toBe(messages.length);
  expect(messages.find(({ clientId }) => !/^[A-Za-z0-9_-]{8,64}$/.test(clientId))).toBe(undefined);
  const admin = users.find(({ role }) => role === "admin");
  expect(mentions.filter(({ userId }) => userId === admin.id).length).toBe(3);
});

test("every share is alive, its owner's, and linked to by a message that came after it", () => {
  expect(shares.length).toBe(8);
  for (const share of shares) {
    expect(share.id).toMatch(/^[0-9A-Za-z]{20}$/);
    expect([share.createdAt < now, share.expiresAt > now]).toEqual([true, true]);
    expect(share.purgeAt).toBe(share.expiresAt);
    expect(JSON.parse(share.generatedImage)).toEqual({
      type: "image/png",
      width: 1200,
      height: 800,
      size: 9,
    });
    const [link, ...others] = messages.filter(({ body }) => body.includes(`/share/${share.id}`));
    expect(others).toEqual([]);
    expect(link.authorId).toBe(share.ownerId);
    expect(link.createdAt).toBeGreaterThan(share.createdAt);
  }
  expect(messages.filter(({ body }) => /[{}]|undefined/.test(body))).toEqual([]);
});

test("an admin has something to decide, and has decided before", () => {
  const { partners, reports, audits, links } = community;
  const nameOf = (id) => users.find((user) => user.id === id).key;
  expect(partners.map(({ userId, status }) => [nameOf(userId), status])).toEqual([
    ["Mira", "approved"],
    ["Lukas", "suspended"],
    ["Ngozi", "pending"],
    ["Peter", "pending"],
  ]);
  expect(partners.every(({ profile }) => profile.length >= 20)).toBe(true);
  const badges = messages.filter(({ authorId }) => nameOf(authorId) === "Mira");
  expect(new Set(badges.map(({ authorBadge }) => authorBadge))).toEqual(new Set(["partner"]));
  expect(shares.some(({ id }) => id === reports[0].shareId)).toBe(true);
  expect(audits.length).toBe(5);
  expect(audits.filter(({ action }) => !auditActions.includes(action))).toEqual([]);
  expect(audits.filter(({ at }) => at >= now)).toEqual([]);
  expect(links[0].id).toBe("f".repeat(32));
  expect(dashboardViewSchema.parse(JSON.parse(links[0].view)).range).toBe("7d");
});
