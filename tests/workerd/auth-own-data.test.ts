import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  changePicture,
  exportOwnData,
  findPerson,
  servePicture,
  removePicture,
} from "../../lib/auth/service";
import { postMessage } from "../../lib/chat/service";
import { pngOf } from "../../lib/image/testing/pictures";
import { createChat, post } from "./support/chat";
import { testDeps } from "./support/deps";
import { addMember } from "./support/rows";
import { newLeaver } from "./support/departure";

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("an export", () => {
  it("holds everything about me and nothing of others, over several pages", async () => {
    const { roomId, persons } = await createChat(1, { name: "Room of the export" });
    const me = await newLeaver();
    await addMember(roomId, me.id);
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
       INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
       SELECT ?1 || i, ?1, i, i, 'client-' || i, ?2, 'Leaver', 'my words ' || i, 1 FROM n`,
    )
      .bind(roomId, me.id)
      .run();
    await env.DB.prepare("UPDATE rooms SET rev = 1200, last_seq = 1200 WHERE id = ?")
      .bind(roomId)
      .run();
    await postMessage(testDeps(), persons[0]!, roomId, post("their words"));
    const text = await new Response(exportOwnData(testDeps(), me)).text();
    const exported = JSON.parse(text);
    expect(exported.profile).toMatchObject({ id: me.id, email: me.email, name: "Leaver" });
    expect(exported.sessions).toHaveLength(1);
    expect(exported.memberships).toMatchObject([{ roomId, roomName: "Room of the export" }]);
    expect(exported.messages).toHaveLength(1200);
    expect(new Set(exported.messages.map((message: { body: string }) => message.body)).size).toBe(
      1200,
    );
    expect(text).not.toContain("their words");
    expect(text).not.toContain("scrypt");
  });
});

describe("a picture", () => {
  it("is kept under its hash and served as what its bytes are", async () => {
    const me = await newLeaver();
    const { image } = await changePicture(testDeps(), me, pngOf(256, 256));
    expect(image).toMatch(new RegExp(`^/api/media/avatars/${me.id}/[0-9a-f]{32}$`));
    const served = await servePicture(testDeps(), me.id, image.split("/").at(-1) ?? "");
    expect(Object.fromEntries(served.headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(pngOf(256, 256));
    const claims = { userId: me.id, sid: me.sid };
    expect((await findPerson(testDeps(), claims))?.image).toBe(image);
    await removePicture(testDeps(), me);
    expect((await findPerson(testDeps(), claims))?.image).toBeNull();
    await expect(
      servePicture(testDeps(), me.id, image.split("/").at(-1) ?? ""),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("that is too large or no picture is refused", async () => {
    const me = await newLeaver();
    await expect(changePicture(testDeps(), me, pngOf(1025, 10))).rejects.toMatchObject({
      code: "invalid_input",
    });
    const script = new TextEncoder().encode("<svg onload=alert(1)>");
    await expect(changePicture(testDeps(), me, script)).rejects.toMatchObject({
      code: "unsupported_media_type",
    });
  });

  it("leaves at most five earlier ones behind", async () => {
    const me = await newLeaver();
    const deps = testDeps();
    for (let width = 1; width <= 8; width += 1) await changePicture(deps, me, pngOf(width, 9));
    await deps.settled();
    const { objects } = await env.MEDIA_BUCKET.list({ prefix: `avatars/${me.id}/` });
    expect(objects).toHaveLength(5);
  });
});
