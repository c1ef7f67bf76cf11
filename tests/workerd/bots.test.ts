import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { changePerson, deleteAccount, register, searchPeople } from "../../lib/auth/service";
import {
  addBotToRoom,
  changeBot,
  createBot,
  listBots,
  removeBot,
  removeBotFromRoom,
} from "../../lib/bot/service";
import {
  addMembers,
  getMessages,
  isMemberNow,
  listRoomMembers,
  postMessage,
  removeMembers,
} from "../../lib/chat/service";
import { getByToken } from "../../lib/http/by-token";
import { createBotTokenSchema, createTokenSchema } from "../../lib/token/schema";
import { createToken, findTokenHolder, revokeToken } from "../../lib/token/service";
import { createBotInRoom, makeToken } from "./support/bots";
import { createChat, createPerson, post, readMessages } from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";
import { RoomSocket } from "./support/room-socket";
import { issue, redeem } from "./support/tickets";

const refusedWith = (code: string) => expect.objectContaining({ code });
const fails = (work: Promise<unknown>) =>
  work.then(
    () => "nothing",
    (error: unknown) => error,
  );
const asHolder = async (secret: string) => (await findTokenHolder(testDeps(), secret))?.person;

describe("a bot", () => {
  it("belongs to one person: to others it does not exist", async () => {
    const [owner, other] = [await createPerson(), await createPerson({ role: "admin" })];
    const bot = await createBot(testDeps(), owner, "Helper");
    expect(await listBots(testDeps(), other)).toEqual([]);
    expect(await fails(changeBot(testDeps(), other, bot.id, "Mine"))).toEqual(
      refusedWith("not_found"),
    );
    expect(await fails(removeBot(testDeps(), other, bot.id))).toEqual(refusedWith("not_found"));
    expect((await changeBot(testDeps(), owner, bot.id, "Renamed")).name).toBe("Renamed");
  });

  it("is one of five, however many are made at once", async () => {
    const owner = await createPerson();
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, n) => fails(createBot(testDeps(), owner, `Bot ${n}`))),
    );
    expect(made.filter((result) => result === "nothing")).toHaveLength(5);
    const [first] = await listBots(testDeps(), owner);
    await removeBot(testDeps(), owner, first!.id);
    await createBot(testDeps(), owner, "In its place");
    expect(await listBots(testDeps(), owner)).toHaveLength(5);
  });

  it("is brought in by its owner where they may invite, and by nobody else", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const [owner, member] = persons;
    const bot = await createBot(testDeps(), member!, "Helper");
    expect(await fails(addBotToRoom(testDeps(), member!, bot.id, roomId))).toEqual(
      refusedWith("forbidden"),
    );
    expect(await fails(addMembers(testDeps(), owner!, roomId, [bot.id]))).toEqual(
      refusedWith("invalid_input"),
    );
    const own = await createBot(testDeps(), owner!, "Own");
    await addBotToRoom(testDeps(), owner!, own.id, roomId);
    const { rooms } = await addBotToRoom(testDeps(), owner!, own.id, roomId);
    expect(rooms.map(({ id }) => id)).toEqual([roomId]);
    const { members } = await listRoomMembers(testDeps(), owner!, roomId, { limit: 100 });
    expect(members.find(({ userId }) => userId === own.id)?.badge).toBe("bot");
    expect(await searchPeople(testDeps(), member!, "Own")).toEqual([]);
    expect((await removeBotFromRoom(testDeps(), owner!, own.id, roomId)).rooms).toEqual([]);
    expect((await removeBotFromRoom(testDeps(), owner!, own.id, roomId)).rooms).toEqual([]);
  });

  it("leaves a room with its owner", async () => {
    const { roomId, persons } = await createChat(2, { kind: "public" });
    const [keeper, owner] = persons;
    const bot = await createBot(testDeps(), owner!, "Helper");
    await addBotToRoom(testDeps(), owner!, bot.id, roomId);
    await removeMembers(testDeps(), keeper!, roomId, [owner!.id]);
    expect(await isMemberNow(testDeps(), bot.id, roomId)).toBe(false);
  });

  it("becomes no admin, whoever asks", async () => {
    const admin = await createPerson({ role: "admin" });
    const bot = await createBot(testDeps(), await createPerson(), "Helper");
    expect(await fails(changePerson(testDeps(), admin, bot.id, { role: "admin" }))).toEqual(
      refusedWith("not_found"),
    );
    const { person } = (await findTokenHolder(
      testDeps(),
      (await makeToken({ ...admin, id: await ownerOf(bot.id) }, bot.id, ["chat:read"])).secret,
    ))!;
    expect(person.role).toBe("member");
  });
});

async function ownerOf(botId: string): Promise<string> {
  const row = await env.DB.prepare("SELECT owner_id FROM bots WHERE id = ?").bind(botId).first();
  return String(row?.owner_id);
}

describe("a token of a bot", () => {
  it("acts as the bot: it reads and posts in its rooms under its name and badge", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const { secret } = await makeToken(owner, botId, ["chat:write"]);
    const bot = (await asHolder(secret))!;
    expect(bot).toMatchObject({ id: botId, name: "Helper", role: "member", partner: null });
    const { message } = await postMessage(testDeps(), bot, roomId, post("Here I am"));
    expect(message).toMatchObject({ authorId: botId, authorName: "Helper", authorBadge: "bot" });
    const page = await getMessages(testDeps(), bot, roomId, { limit: 10 });
    expect(page.messages.map(({ body }) => body)).toEqual(["Here I am"]);
  });

  it("may do what it was made for and nothing else", async () => {
    const { owner, botId } = await createBotInRoom();
    const reads = await makeToken(owner, botId, ["chat:read"]);
    const writes = await makeToken(owner, botId, ["chat:write"]);
    const call = (secret: string, scope: "chat:read" | "chat:write" | "share:read" | undefined) =>
      fails(getByToken(testDeps(), new Request("https://plaza.example/"), secret, scope));
    expect(await call(reads.secret, "chat:read")).toBe("nothing");
    expect(await call(reads.secret, "chat:write")).toEqual(refusedWith("forbidden"));
    // A socket reads and writes: who writes reads as well.
    expect(await call(writes.secret, "chat:read")).toBe("nothing");
    expect(await call(writes.secret, "share:read")).toEqual(refusedWith("forbidden"));
    expect(await call(writes.secret, undefined)).toEqual(refusedWith("forbidden"));
    const asked = { name: "Shares", scopes: ["share:write"] };
    expect(createBotTokenSchema.safeParse(asked).success).toBe(false);
  });

  it("ends at once when it is revoked, with its tickets and its open socket, on every isolate", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const { token, secret } = await makeToken(owner, botId, ["chat:write"]);
    const [here, there] = [newIsolate(), newIsolate()];
    const bot = (await findTokenHolder(testDeps({ isolate: there }), secret))!.person;
    const used = await issue(testDeps({ isolate: there }), bot, roomId);
    expect(await redeem(testDeps({ isolate: there }), roomId, used)).toBe("open");
    const kept = await issue(testDeps({ isolate: there }), bot, roomId);
    const socket = await RoomSocket.open(roomId, bot);
    await revokeToken(testDeps({ isolate: here }), owner, token.id);
    expect((await socket.ends()).code).toBe(4401);
    expect(await redeem(testDeps({ isolate: there }), roomId, kept)).toBe("ticket_invalid");
    for (const isolate of [here, there]) {
      expect(await findTokenHolder(testDeps({ isolate }), secret)).toBeNull();
    }
    await revokeToken(testDeps(), owner, token.id);
    expect(await fails(revokeToken(testDeps(), await createPerson(), token.id))).toEqual(
      refusedWith("not_found"),
    );
  });

  it("is for people too: it acts as them, without their role", async () => {
    const { roomId, persons } = await createChat(1);
    const asked = createTokenSchema.parse({ name: "Mine", scopes: ["chat:write"] });
    const { secret } = await createToken(testDeps(), persons[0]!, asked);
    const me = (await asHolder(secret))!;
    const { message } = await postMessage(testDeps(), me, roomId, post("From my program"));
    expect(message).toMatchObject({ authorId: persons[0]!.id, authorBadge: null });
  });
});

describe("the bot of an owner who may not be here any more", () => {
  it("is silent while they are banned, and speaks again after", async () => {
    const admin = await createPerson({ role: "admin" });
    const { roomId, owner, botId } = await createBotInRoom();
    const { secret } = await makeToken(owner, botId, ["chat:write"]);
    const socket = await RoomSocket.open(roomId, { id: botId, name: "Helper" });
    await changePerson(testDeps(), admin, owner.id, { status: "banned" });
    expect((await socket.ends()).code).toBe(4403);
    expect(await fails(findTokenHolder(testDeps(), secret))).toEqual(refusedWith("banned"));
    expect(
      await fails(postMessage(testDeps(), { id: botId }, roomId, post("Still here?"))),
    ).toEqual(refusedWith("banned"));
    await changePerson(testDeps(), admin, owner.id, { status: "active" });
    await postMessage(testDeps(), (await asHolder(secret))!, roomId, post("Back"));
    expect((await readMessages(roomId)).map(({ body }) => body)).toEqual(["Back"]);
  });

  it("ends with their account; a role they get changes nothing of it", async () => {
    const variables = { LIMIT_SIGN_INS_PER_MINUTE: "1000" };
    const password = "long enough to be one";
    const registration = { email: `${crypto.randomUUID()}@example.org`, name: "Leaver", password };
    const { id } = await register(testDeps({ variables }), new Headers(), registration);
    const owner = { ...(await createPerson()), id };
    const bot = await createBot(testDeps(), owner, "Helper");
    const { secret } = await makeToken(owner, bot.id, ["chat:write"]);
    await changePerson(testDeps(), await createPerson({ role: "admin" }), id, {
      role: "moderator",
    });
    expect((await asHolder(secret))?.role).toBe("member");
    const deps = testDeps({ variables });
    await deleteAccount(deps, owner, new Headers(), { password, messages: "keep" });
    await deps.settled();
    expect(await findTokenHolder(testDeps(), secret)).toBeNull();
    expect(await listBots(testDeps(), owner)).toEqual([]);
  });
});
