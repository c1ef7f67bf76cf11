import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { listNames } from "../../lib/auth/service";
import { listRoomMembers } from "../../lib/chat/service";
import { banUser, createChat, createPerson } from "./support/chat";
import { testDeps } from "./support/deps";
import { addMember } from "./support/rows";

describe("whom one can mention", () => {
  it("are active members only, by a part of the name or by id, and nobody else hears of them", async () => {
    const { roomId, persons } = await createChat(1, { kind: "private" });
    const [me] = persons;
    if (!me) throw new Error("a room has an owner");
    const ann = await createPerson({ name: "Ann 100% Lee" });
    const wang = await createPerson({ name: "王小明" });
    const gone = await createPerson({ name: "Ann Gone" });
    const outsider = await createPerson({ name: "Ann Outside" });
    for (const { id } of [ann, wang, gone]) await addMember(roomId, id);
    await banUser(gone.id);

    const find = async (query: { q?: string; ids?: string[] }) => {
      const found = await listRoomMembers(testDeps(), me, roomId, { limit: 100, ...query });
      expect(found.nextCursor).toBeNull();
      return found.members.map(({ name }) => name);
    };
    expect(await find({ q: "ann" })).toEqual(["Ann 100% Lee"]);
    expect(await find({ q: "0%" })).toEqual(["Ann 100% Lee"]);
    expect(await find({ q: "小明" })).toEqual(["王小明"]);
    expect(await find({ ids: [wang.id, outsider.id] })).toEqual(["王小明"]);
    expect(await find({ q: "ann", ids: [wang.id] })).toEqual(["王小明", "Ann 100% Lee"]);
    await expect(
      listRoomMembers(testDeps(), outsider, roomId, { limit: 100, q: "ann" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("names by id", () => {
  it("are those of now, without accounts that are gone or never were", async () => {
    const ann = await createPerson({ name: "Ann" });
    const left = await createPerson({ name: "Left" });
    await env.DB.prepare("UPDATE users SET name = '' WHERE id = ?").bind(left.id).run();
    expect(await listNames(testDeps(), [ann.id, left.id, "nobody"])).toEqual([
      { id: ann.id, name: "Ann" },
    ]);
  });
});
