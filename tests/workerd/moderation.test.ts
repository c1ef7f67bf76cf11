import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import {
  acceptInvitation,
  banMember,
  changeRoom,
  createInvitation,
  editMessage,
  getRoom,
  joinRoom,
  leaveRoom,
  liftBan,
  listBans,
  listMutes,
  listRooms,
  muteMember,
  postMessage,
  reactToMessage,
  removeMessage,
  unmuteMember,
} from "../../lib/chat/service";
import { insertMembers } from "../../lib/chat/store/membership-changes";
import { post, readMessages, withoutObject } from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";
import { RoomSocket } from "./support/room-socket";
import { code, createKept, listAudit } from "./support/kept-room";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const hour = { seconds: 3600, reason: "Calm down" };

async function setRole(person: Person, role: Person["role"]) {
  await env.DB.prepare("UPDATE users SET role = ? WHERE id = ?").bind(role, person.id).run();
}

describe("who may", () => {
  it.each(["mute", "ban"] as const)("%s whom: nobody their like or above", async (deed) => {
    const act = deed === "mute" ? muteMember : banMember;
    const actors = ["ann", "owner", "moderator", "admin"] as const;
    const targets = { owner: "owner", member: "bob", moderator: "other", admin: "admin" } as const;
    const allowed: string[] = [];
    for (const actor of actors) {
      for (const [name, target] of Object.entries(targets)) {
        const { roomId, ...people } = await createKept();
        const place = { roomId, userId: people[target].id };
        const outcome = await act(testDeps(), people[actor], place, hour).then(
          () => "may",
          (error: { code: string }) => error.code,
        );
        if (outcome === "may") allowed.push(`${actor} ${name}`);
        else expect(outcome).toBe("forbidden");
      }
    }
    expect(allowed).toEqual([
      "owner member",
      "moderator owner",
      "moderator member",
      "admin owner",
      "admin member",
      "admin moderator",
    ]);
  });

  it("keeps moderators out of private rooms that they do not see", async () => {
    const { roomId, ann, moderator, outside } = await createKept("private");
    const place = { roomId, userId: ann.id };
    await expect(muteMember(testDeps(), outside, place, hour)).rejects.toMatchObject(
      code("not_found"),
    );
    await expect(listBans(testDeps(), outside, roomId)).rejects.toMatchObject(code("not_found"));
    await expect(listMutes(testDeps(), ann, roomId)).rejects.toMatchObject(code("forbidden"));
    await muteMember(testDeps(), moderator, place, hour);
    expect((await listMutes(testDeps(), moderator, roomId)).mutes).toMatchObject([
      { userId: ann.id, reason: "Calm down" },
    ]);
  });

  it("asks for the role of the moment: who was a moderator decides nothing any more", async () => {
    const { roomId, ann, bob, moderator } = await createKept();
    const { message } = await postMessage(testDeps(), ann, roomId, post("mine"));
    await setRole(moderator, "member");
    await expect(
      muteMember(testDeps(), moderator, { roomId, userId: bob.id }, hour),
    ).rejects.toMatchObject(code("forbidden"));
    await expect(
      removeMessage(testDeps(), moderator, { roomId, messageId: message.id }),
    ).rejects.toMatchObject(code("forbidden"));
    await changeRoom(testDeps(), moderator, roomId, { archived: true });
    expect((await getRoom(testDeps(), ann, roomId)).archivedAt).toBeNull();
  });

  it("does not let an owner undo what a moderator has decided", async () => {
    const { roomId, owner, ann, bob, moderator } = await createKept();
    const deps = testDeps();
    await muteMember(deps, moderator, { roomId, userId: ann.id }, hour);
    await banMember(deps, moderator, { roomId, userId: bob.id }, {});
    const undone = [
      unmuteMember(deps, owner, { roomId, userId: ann.id }),
      muteMember(deps, owner, { roomId, userId: ann.id }, { seconds: 600 }),
      liftBan(deps, owner, { roomId, userId: bob.id }),
    ];
    for (const each of await Promise.allSettled(undone)) {
      expect(each).toMatchObject({ status: "rejected", reason: code("forbidden") });
    }
    await unmuteMember(deps, moderator, { roomId, userId: ann.id });
    await liftBan(deps, moderator, { roomId, userId: bob.id });
    expect(await listAudit(roomId)).toEqual(
      ["mute", "ban", "unmute", "lift_ban"].map((deed) => `room.${deed} ${moderator.id}`),
    );
  });
});

describe("a mute", () => {
  it("takes the word over socket, HTTP and past the object, outlives leaving, and ends by itself", async () => {
    const { roomId, owner, ann } = await createKept();
    const { message } = await postMessage(testDeps(), ann, roomId, post("before"));
    const socket = await RoomSocket.open(roomId, ann);
    await muteMember(testDeps(), owner, { roomId, userId: ann.id }, hour);
    await socket.hears("room");
    socket.send({ type: "post", clientId: "muted-client", body: "over the socket" });
    expect((await socket.hears("nack")).problem.code).toBe("muted");
    const place = { roomId, messageId: message.id };
    const refused = [
      postMessage(testDeps(), ann, roomId, post("by HTTP")),
      postMessage(withoutObject(), ann, roomId, post("past the object")),
      editMessage(testDeps(), ann, { ...place, body: "changed" }),
      reactToMessage(testDeps(), ann, { ...place, emoji: "👍", on: true }),
    ];
    for (const each of await Promise.allSettled(refused)) {
      expect(each).toMatchObject({ status: "rejected", reason: code("muted") });
    }
    const summary = await getRoom(testDeps(), ann, roomId);
    expect(summary).toMatchObject({ muteReason: "Calm down" });
    expect(summary.mutedUntil).toBeGreaterThan(Date.now() + 3_590_000);
    await leaveRoom(testDeps(), ann, roomId);
    await joinRoom(testDeps(), ann, roomId);
    await expect(postMessage(testDeps(), ann, roomId, post("back"))).rejects.toMatchObject(
      code("muted"),
    );
    const later = testDeps({ now: () => Date.now() + 3_600_001 });
    const written = await postMessage(withoutObject(later), ann, roomId, post("after"));
    expect(written.created).toBe(true);
    expect((await readMessages(roomId)).map(({ body }) => body)).toEqual(["before", "after"]);
  });

  it("cuts a line of posts at one place: what stands before it stands, nothing after it", async () => {
    const { roomId, owner, ann } = await createKept();
    const posts = Array.from({ length: 8 }, (_, index) =>
      postMessage(testDeps(), ann, roomId, post(`${index}`)),
    );
    const muted = muteMember(testDeps(), owner, { roomId, userId: ann.id }, hour);
    const outcomes = await Promise.allSettled(posts);
    await muted;
    const stood = outcomes.filter(({ status }) => status === "fulfilled").length;
    for (const each of outcomes.filter(({ status }) => status === "rejected")) {
      expect(each).toMatchObject({ reason: code("muted") });
    }
    expect(await readMessages(roomId)).toHaveLength(stood);
    await expect(postMessage(testDeps(), ann, roomId, post("late"))).rejects.toMatchObject(
      code("muted"),
    );
  });

  it("asked for twice is one, in the log and in the room's numbers", async () => {
    const { roomId, owner, ann } = await createKept();
    const place = { roomId, userId: ann.id };
    await muteMember(testDeps(), owner, place, hour);
    const { rev } = await getRoom(testDeps(), owner, roomId);
    await muteMember(testDeps(), owner, place, hour);
    expect((await getRoom(testDeps(), owner, roomId)).rev).toBe(rev);
    expect(await listAudit(roomId)).toEqual([`room.mute ${owner.id}`]);
  });
});

describe("a ban", () => {
  it("closes the sockets, and the room is not there any more: not by list, link or invitation", async () => {
    const { roomId, owner, ann, bob } = await createKept();
    const site = newIsolate();
    const deps = testDeps({ isolate: site });
    const { token } = await createInvitation(deps, bob, roomId);
    await getRoom(deps, ann, roomId);
    const socket = await RoomSocket.open(roomId, ann);
    await banMember(deps, owner, { roomId, userId: ann.id }, { reason: "Spam" });
    expect(await socket.ends()).toMatchObject({ code: 4403 });
    expect(await socket.hears("kicked")).toEqual({ type: "kicked", reason: "room_banned" });
    const asks = [getRoom(deps, ann, roomId), joinRoom(deps, ann, roomId)];
    for (const each of await Promise.allSettled(asks)) {
      expect(each).toMatchObject({ status: "rejected", reason: code("not_found") });
    }
    await expect(acceptInvitation(deps, ann, token)).rejects.toMatchObject(code("room_banned"));
    expect((await listRooms(deps, ann)).map(({ id }) => id)).not.toContain(roomId);
    expect((await listBans(deps, owner, roomId)).bans).toMatchObject([
      { userId: ann.id, reason: "Spam", until: null },
    ]);
    // Past every check before it: the statement keeps them out by itself.
    const slipped = { roomId, effects: [], now: Date.now() };
    expect((await insertMembers(deps.db, slipped, [ann.id], null)).changed).toBe(false);
    await liftBan(deps, owner, { roomId, userId: ann.id });
    expect((await joinRoom(deps, ann, roomId)).myRole).toBe("member");
  });

  it("for a time ends by itself, and of an owner passes the room on", async () => {
    const { roomId, owner, ann, moderator } = await createKept();
    const place = { roomId, userId: owner.id };
    await banMember(testDeps(), moderator, place, { seconds: 3600 });
    expect((await getRoom(testDeps(), ann, roomId)).myRole).toBe("owner");
    await expect(getRoom(testDeps(), owner, roomId)).rejects.toMatchObject(code("not_found"));
    const later = testDeps({ now: () => Date.now() + 3_600_001 });
    expect((await joinRoom(later, owner, roomId)).myRole).toBe("member");
  });
});
