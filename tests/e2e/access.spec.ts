import { isProblemCode } from "../../lib/http/problem";
import { collectSchemas } from "../fuzz/collect";
import { forgetTaken, send, toRequest, type Content, type Place } from "./access/requests";
import { makeCallers, roles, type Role, type Table } from "./access/roles";
import { listCalls, listPages, listRoutes, listSidecars, methods } from "./access/surface";
import { adminCalls } from "./access/tables/admin";
import { openCalls, pages } from "./access/tables/open";
import { ownCalls } from "./access/tables/own";
import { privateRoom, publicRoom, roomToEnter, roomToEnterByLink } from "./access/tables/rooms";
import { secretWord, World, type People } from "./access/world";
import { expect, test as base } from "./fixtures/test";

const test = base.extend<object, { people: People }>({
  people: [
    async ({}, use) => {
      const url = process.env.PLAZA_E2E_URL ?? "";
      await use(await makeCallers(url, JSON.parse(process.env.PLAZA_E2E_ADMIN ?? "")));
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

/** Each with the room that stands in its addresses. They are walked through side by side, each with things of its own. */
const tables: { table: Table; place: Place }[] = [
  { table: adminCalls, place: "private" },
  { table: ownCalls, place: "private" },
  { table: openCalls, place: "private" },
  { table: pages, place: "private" },
  { table: privateRoom, place: "private" },
  { table: publicRoom, place: "public" },
  { table: roomToEnterByLink, place: "empty private" },
  { table: roomToEnter, place: "empty public" },
];

/** Who may not read a word of the private room, wherever they ask. */
const shutOut: Role[] = [
  "visitor",
  "outsider",
  "shut-out",
  "partner",
  "demoted",
  "banned",
  "token",
];

const toCall = (row: string) => row.split(" ").slice(0, 2).join(" ");

test("every route and every page has a row, and every row has a route", () => {
  const rows = tables.flatMap(({ table }) => Object.keys(table).map(toCall));
  const known = [...listCalls(), ...listPages()];
  expect(known).toEqual(
    expect.arrayContaining(["GET /api/chat/rooms/[roomId]/ws", "GET /sign-in"]),
  );
  expect([...new Set(rows)].sort()).toEqual([...new Set(known)].sort());
  for (const { table } of tables) {
    for (const [row, statuses] of Object.entries(table)) {
      expect(statuses.split(" "), row).toHaveLength(roles.length);
    }
  }
});

test("the workers beside the site have no address", () => {
  expect(listSidecars()).toEqual([
    { name: "chat-room", isPublic: false },
    { name: "path-stats", isPublic: false },
    { name: "share-preview", isPublic: false },
  ]);
});

test("every call and every page answers each role as its row says", async ({ people, baseURL }) => {
  test.setTimeout(600_000);
  await people.fall();
  const walks = tables.map(({ table, place }) =>
    walk(new World(baseURL ?? "", people), table, place),
  );
  expect((await Promise.all(walks)).flat()).toEqual([]);
});

/** What was not as it should be, one line each. */
async function walk(world: World, table: Table, place: Place): Promise<string[]> {
  const wrong: string[] = [];
  for (const [row, statuses] of Object.entries(table)) {
    const expected = statuses.split(" ");
    for (const [index, role] of roles.entries()) {
      if (expected[index] === "-") continue;
      const request = await toRequest(world, row, place);
      const answer = await send(world.url, row, request, world.caller(role).headers);
      if (answer.status < 300) forgetTaken(world, row);
      const where = `${role} ${row} (${place})`;
      if (String(answer.status) !== expected[index]) {
        wrong.push(`${where}: ${answer.status} instead of ${expected[index]}, ${answer.text}`);
      }
      if (row.includes(" /api/") && answer.status >= 400 && !isProblem(answer.text)) {
        wrong.push(`${where}: no problem, ${answer.text}`);
      }
      if (place !== "public" && shutOut.includes(role) && answer.text.includes(secretWord)) {
        wrong.push(`${where}: tells of a room that is not theirs`);
      }
    }
  }
  return wrong;
}

function isProblem(text: string): boolean {
  const problem: { code?: unknown; status?: unknown } = JSON.parse(text);
  return isProblemCode(problem.code) && typeof problem.status === "number";
}

test("a room that one may not see answers like one that never was", async ({ people, baseURL }) => {
  test.setTimeout(120_000);
  const world = new World(baseURL ?? "", people);
  const rows = Object.keys(privateRoom).filter((row) => row.includes("/rooms/[roomId]"));
  const told: string[] = [];
  for (const row of rows.filter((one) => !one.endsWith("/ws"))) {
    const { path, content } = await toRequest(world, row, "direct");
    const unknown = path.replace(await world.directRoom(), "A".repeat(16));
    expect(unknown).not.toBe(path);
    const bodies = content && { content };
    for (const role of ["outsider", "moderator", "admin"] as const) {
      const { headers } = world.caller(role);
      const [there, nowhere] = [
        await send(world.url, row, { path, ...bodies }, headers),
        await send(world.url, row, { path: unknown, ...bodies }, headers),
      ];
      if (there.status !== 404 || there.text !== nowhere.text) {
        told.push(`${role} ${row}: ${there.status} ${there.text}, not ${nowhere.text}`);
      }
    }
  }
  expect(told).toEqual([]);
});

/** An address that is a secret by itself looks at no cookie, and so at no page either. */
const isOpenToOrigins = (call: string) => call === "POST /api/hooks/[hookId]/[secret]";

test("no call that writes is taken from a page of another site", async ({ people, baseURL }) => {
  const world = new World(baseURL ?? "", people);
  const foreign: Record<string, string>[] = [
    { origin: "https://plaza.example.evil" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
  ];
  const wrong: string[] = [];
  for (const call of listCalls().filter((one) => !one.startsWith("GET "))) {
    const path = (call.split(" ")[1] ?? "").replace(/\[[^\]]+\]/g, "A".repeat(16));
    for (const headers of foreign) {
      const all = { ...world.caller("admin").headers, ...headers };
      const { status, text } = await send(world.url, call, { path, content: { json: {} } }, all);
      const isRefused = status === 403 && text.includes('"origin_refused"');
      if (isRefused === isOpenToOrigins(call))
        wrong.push(`${call} ${JSON.stringify(headers)}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("a method that a route does not have is a problem that says so", async ({
  people,
  baseURL,
}) => {
  const world = new World(baseURL ?? "", people);
  const wrong: string[] = [];
  for (const { template, methods: own } of listRoutes()) {
    const path = template.replace(/\[[^\]]+\]/g, "A".repeat(16));
    for (const method of methods.filter((one) => !own.includes(one))) {
      // The socket's address is the entry's for GET, and nobody's for the rest.
      const expected = template.endsWith("/ws") ? 404 : 405;
      const { headers } = world.caller("admin");
      const { status, text } = await send(world.url, `${method} ${template}`, { path }, headers);
      if (status !== expected || (path.startsWith("/api/") && !isProblem(text))) {
        wrong.push(`${method} ${template}: ${status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

/** Calls that read a body of their own kind, and how many bytes of it; files have tests of their own. */
const ownBodies: Record<string, number> = {
  "PUT /api/me/picture": 512 * 1024,
  "PUT /api/me/bots/[botId]/picture": 512 * 1024,
  "PUT /api/chat/rooms/[roomId]/hooks/[hookId]/picture": 512 * 1024,
  "POST /api/hooks/[hookId]/[secret]": 64 * 1024,
  "POST /api/share/[shareId]/report": 64 * 1024,
};

test("a body that is too large, or no JSON, is refused by every call that takes one", async ({
  people,
  baseURL,
}) => {
  const world = new World(baseURL ?? "", people);
  const { headers } = world.caller("admin");
  const { calls } = await collectSchemas();
  const takers = calls.filter(({ body }) => body).map(({ name }) => [name, 64 * 1024] as const);
  expect(takers.length).toBeGreaterThan(30);
  const wrong: string[] = [];
  for (const [call, maxBytes] of [...takers, ...Object.entries(ownBodies)]) {
    const path = (call.split(" ")[1] ?? "").replace(/\[(secret|linkId)\]/, "A".repeat(32));
    const filled = path.replace("[shareId]", "A".repeat(20)).replace(/\[[^\]]+\]/g, "A".repeat(16));
    const ask = (content: Content) => send(world.url, call, { path: filled, content }, headers);
    const tooLarge = await ask({ json: "x".repeat(maxBytes) });
    if (tooLarge.status !== 413) wrong.push(`${call}: ${tooLarge.status} for too much`);
    if (call in ownBodies) continue;
    const form = await ask({ bytes: new TextEncoder().encode("name=value&other=1") });
    if (form.status !== 400 || !form.text.includes('"invalid_json"')) {
      wrong.push(`${call}: ${form.status} for a form`);
    }
  }
  expect(wrong).toEqual([]);
});
