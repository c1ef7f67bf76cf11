import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import {
  changeRoom,
  editMessage,
  joinRoom,
  listRooms,
  pinMessage,
  postMessage,
  reactToMessage,
  writePosts,
} from "../../lib/chat/service";
import { post, readMessages, withoutObject } from "./support/chat";
import { testDeps } from "./support/deps";
import { RoomSocket } from "./support/room-socket";
import { code, createKept, listAudit } from "./support/kept-room";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("slow mode", () => {
  it("lets one post through at a time, over the object and past it; repeats and those who keep order do not wait", async () => {
    const { roomId, owner, ann, bob, moderator } = await createKept();
    await changeRoom(testDeps(), owner, roomId, { slowModeSeconds: 60 });
    const mine = post("first");
    const batch = [mine, post("second"), post("third")].map((each) =>
      postMessage(testDeps(), ann, roomId, each),
    );
    const outcomes = await Promise.allSettled(batch);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const again = await postMessage(testDeps(), ann, roomId, post("fourth")).catch(
      (error: unknown) => error,
    );
    expect(again).toMatchObject({ code: "rate_limited", options: { retryAfterSeconds: 60 } });
    await expect(
      postMessage(withoutObject(), ann, roomId, post("past the object")),
    ).rejects.toMatchObject(code("rate_limited"));
    expect((await postMessage(testDeps(), ann, roomId, mine)).created).toBe(false);
    for (const person of [owner, moderator, owner, moderator]) {
      expect((await postMessage(testDeps(), person, roomId, post("order"))).created).toBe(true);
    }
    expect((await postMessage(withoutObject(), bob, roomId, post("bob"))).created).toBe(true);
    await env.DB.prepare("UPDATE room_standings SET posted_at = posted_at - 60000").run();
    expect((await postMessage(testDeps(), ann, roomId, post("later"))).created).toBe(true);
    await changeRoom(testDeps(), owner, roomId, { slowModeSeconds: 0 });
    expect((await postMessage(testDeps(), ann, roomId, post("at once"))).created).toBe(true);
  });
});

describe("slow mode in one batch", () => {
  it("lets the first of an author's new posts stand, whatever came again before it", async () => {
    const { roomId, owner, ann, bob } = await createKept();
    const known = post("known");
    await postMessage(testDeps(), ann, roomId, known);
    await changeRoom(testDeps(), owner, roomId, { slowModeSeconds: 60 });
    const posts = [
      { authorId: ann.id, post: known },
      { authorId: ann.id, post: post("new") },
      { authorId: bob.id, post: post("of bob") },
      { authorId: ann.id, post: post("too soon") },
    ].map((each) => ({ roomId, ...each }));
    const { outcomes } = await writePosts(testDeps(), posts);
    expect(outcomes).toMatchObject([
      { created: false },
      { created: true },
      { created: true },
      { code: "rate_limited" },
    ]);
  });
});

describe("an archived room", () => {
  it("is read by its members and changed by nobody, joined by nobody, until it is brought back", async () => {
    const { roomId, owner, ann, admin, outside } = await createKept();
    const { message } = await postMessage(testDeps(), ann, roomId, post("the last word"));
    const socket = await RoomSocket.open(roomId, ann);
    await changeRoom(testDeps(), admin, roomId, { archived: true });
    await socket.hears("room");
    socket.send({ type: "post", clientId: "archived-client", body: "one more" });
    expect((await socket.hears("nack")).problem.code).toBe("room_archived");
    const place = { roomId, messageId: message.id };
    const refused = [
      postMessage(testDeps(), owner, roomId, post("by HTTP")),
      postMessage(withoutObject(), admin, roomId, post("past the object")),
      editMessage(testDeps(), ann, { ...place, body: "changed" }),
      reactToMessage(testDeps(), ann, { ...place, emoji: "👍", on: true }),
      pinMessage(testDeps(), owner, { ...place, on: true }),
      joinRoom(testDeps(), outside, roomId),
    ];
    for (const each of await Promise.allSettled(refused)) {
      expect(each).toMatchObject({ status: "rejected", reason: code("room_archived") });
    }
    const listed = async (person: Person) =>
      (await listRooms(testDeps(), person)).filter(({ id }) => id === roomId).length;
    expect([await listed(ann), await listed(outside)]).toEqual([1, 0]);
    await changeRoom(testDeps(), owner, roomId, { archived: false });
    expect((await joinRoom(testDeps(), outside, roomId)).myRole).toBe("member");
    expect((await postMessage(testDeps(), ann, roomId, post("again"))).created).toBe(true);
    expect(await listAudit(roomId)).toEqual([`room.archive ${admin.id}`]);
  });

  it("closes for posts that are on their way: what was numbered before stands, no other", async () => {
    const { roomId, owner, ann, bob } = await createKept();
    const posts = [ann, bob, ann, bob, ann, bob].map((person, index) =>
      postMessage(testDeps(), person, roomId, post(`${index}`)),
    );
    const archived = changeRoom(testDeps(), owner, roomId, { archived: true });
    const outcomes = await Promise.allSettled(posts);
    await archived;
    const stood = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect(await readMessages(roomId)).toHaveLength(stood);
    await expect(postMessage(testDeps(), ann, roomId, post("late"))).rejects.toMatchObject(
      code("room_archived"),
    );
  });
});
