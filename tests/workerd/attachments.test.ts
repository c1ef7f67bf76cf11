import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openAttachment, serveAttachment, uploadAttachment } from "../../lib/attachment/service";
import {
  joinRoom,
  leaveRoom,
  postMessage,
  removeMembers,
  removeMessage,
} from "../../lib/chat/service";
import { crc32 } from "../../lib/image/crc32";
import { createChat, createPerson, post } from "./support/chat";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { bytesOf, hasObject, pixel, readAttachment, uploadFile } from "./support/files";

const none = new Headers();
const notFound = { code: "not_found" };

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

/** A file on a message in a room of three. */
async function postFile(kind: "public" | "private", content: Uint8Array = pixel) {
  const { roomId, persons } = await createChat(3, { kind });
  const author = persons[1]!;
  const file = await uploadFile(author, content);
  const { message } = await postMessage(testDeps(), author, roomId, {
    ...post(""),
    attachmentIds: [file.id],
  });
  return { roomId, owner: persons[0]!, author, member: persons[2]!, file, message };
}

/** Length, type, data and checksum (PNG, RFC 2083 §3.2). */
function toPngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.byteLength);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.byteLength);
  chunk.set(bytesOf(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.byteLength, crc32(chunk.subarray(4, 8 + data.byteLength)));
  return chunk;
}

const read = (person: { id: string }, id: string, headers = none, deps = testDeps()) =>
  serveAttachment(deps, person, id, headers);

describe("an upload", () => {
  it.each([
    ["HTML named .png", bytesOf("<script>alert(1)</script>"), "text/plain"],
    ["an SVG with a script", bytesOf('<svg onload="alert(1)"></svg>'), "text/plain"],
    ["a PNG", pixel, "image/png"],
  ])("is what its bytes say: %s", async (_, content, type) => {
    const me = await createPerson();
    const file = await uploadFile(me, content, { name: "harmless.png" });
    expect(file).toMatchObject({ name: "harmless.png", type });
    const response = await read(me, file.id);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none';.*sandbox$/,
    );
    const isImage = type === "image/png";
    expect(response.headers.get("content-type")).toBe(isImage ? type : "text/plain; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(
      isImage ? /^inline/ : /^attachment/,
    );
  });

  it.each([
    ["nothing", new Uint8Array(0), "invalid_input"],
    ["a program", Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]), "unsupported_media_type"],
    ["a little over 10 MB", new Uint8Array(10 * 1024 * 1024 + 1).fill(0x61), "payload_too_large"],
  ])("is refused when it is %s, and leaves nothing", async (_, content, code) => {
    const me = await createPerson();
    await expect(uploadFile(me, content)).rejects.toMatchObject({ code });
    const count = await env.DB.prepare("SELECT count(*) AS n FROM attachments WHERE owner_id = ?")
      .bind(me.id)
      .first("n");
    expect(count).toBe(0);
  });

  it("loses what it tells besides the picture", async () => {
    const me = await createPerson();
    const told = toPngChunk("tEXt", bytesOf("Comment\0taken at home"));
    const end = pixel.byteLength - 12;
    const photo = new Uint8Array([...pixel.subarray(0, end), ...told, ...pixel.subarray(end)]);
    const file = await uploadFile(me, photo);
    const kept = await (await read(me, file.id)).arrayBuffer();
    expect(new Uint8Array(kept)).toEqual(pixel);
    expect(file).toMatchObject({ size: pixel.byteLength, width: 1, height: 1 });
  });

  it("is refused when it is a picture that was cut off, naming the file", async () => {
    const cut = uploadFile(await createPerson(), pixel.subarray(0, -5));
    await expect(cut).rejects.toMatchObject({ options: { errors: [{ field: "file" }] } });
  });

  it("may have exactly 10 MB", async () => {
    const me = await createPerson();
    const file = await uploadFile(me, new Uint8Array(10 * 1024 * 1024).fill(0x61));
    expect(file).toMatchObject({ type: "text/plain", size: 10_485_760 });
  });

  it("is refused without a file, naming it", async () => {
    const form = new FormData();
    form.set("file", "just a word");
    const uploaded = uploadAttachment(testDeps(), await createPerson(), () =>
      Promise.resolve(form),
    );
    await expect(uploaded).rejects.toMatchObject({ options: { errors: [{ field: "file" }] } });
  });

  it("is limited before its body is read", async () => {
    const me = await createPerson();
    const deps = testDeps({ variables: { LIMIT_UPLOADS_PER_MINUTE: "2" } });
    await uploadFile(me, pixel, { deps });
    await uploadFile(me, pixel, { deps });
    const body = vi.fn(() => Promise.resolve(new FormData()));
    await expect(uploadAttachment(deps, me, body)).rejects.toMatchObject({ code: "rate_limited" });
    expect(body).not.toHaveBeenCalled();
  });

  it("leaves a row that the cron knows when R2 fails", async () => {
    const me = await createPerson();
    const deps = testDeps();
    const bucket = new Proxy(env.MEDIA_BUCKET, {
      get: (target, name) =>
        name === "put" ? () => Promise.reject(new Error("R2 is down")) : Reflect.get(target, name),
    });
    const failing = { ...deps, bindings: { ...deps.bindings, MEDIA_BUCKET: bucket } };
    await expect(uploadFile(me, pixel, { deps: failing })).rejects.toThrow();
    const row = await env.DB.prepare("SELECT purge_at FROM attachments WHERE owner_id = ?")
      .bind(me.id)
      .first("purge_at");
    expect(row).toBeGreaterThan(Date.now());
  });

  it("is its owner's alone until it is posted", async () => {
    const [me, other] = [await createPerson(), await createPerson()];
    const file = await uploadFile(me);
    expect((await read(me, file.id)).status).toBe(200);
    await expect(read(other, file.id)).rejects.toMatchObject(notFound);
    await expect(openAttachment(testDeps(), other, file.id)).rejects.toMatchObject(notFound);
  });
});

describe("a file of a private room", () => {
  it("is read by its members and by nobody else", async () => {
    const { member, author, owner, file } = await postFile("private");
    for (const person of [member, author, owner]) {
      expect((await read(person, file.id)).status).toBe(200);
    }
    const stranger = await createPerson();
    await expect(read(stranger, file.id)).rejects.toMatchObject(notFound);
    await expect(read(stranger, "nothing")).rejects.toMatchObject(notFound);
    const again = new Headers({ "if-none-match": `"${file.id}"`, range: "bytes=0-0" });
    await expect(read(stranger, file.id, again)).rejects.toMatchObject(notFound);
  });

  const isolates = hasRedis ? [{ redis: true }, { redis: false }] : [{ redis: false }];
  it.each(isolates)("is closed to whoever left or was removed, at once (%o)", async ({ redis }) => {
    const { roomId, owner, author, member, file } = await postFile("private");
    const site = newIsolate();
    const deps = () => testDeps({ redis, isolate: site });
    for (const person of [author, member]) await read(person, file.id, none, deps());
    await leaveRoom(deps(), member, roomId);
    await removeMembers(deps(), owner, roomId, [author.id]);
    await expect(read(member, file.id, none, deps())).rejects.toMatchObject(notFound);
    // Its own author is out as well.
    await expect(read(author, file.id, none, deps())).rejects.toMatchObject(notFound);
    await expect(openAttachment(deps(), author, file.id)).rejects.toMatchObject(notFound);
    expect((await read(owner, file.id, none, deps())).status).toBe(200);
  });
});

describe("a file of a public room", () => {
  it("is read by everybody signed in, members or not", async () => {
    const { roomId, file } = await postFile("public");
    const reader = await createPerson();
    expect((await read(reader, file.id)).status).toBe(200);
    await joinRoom(testDeps(), reader, roomId);
    expect((await read(reader, file.id)).status).toBe(200);
  });

  it("is gone for all the moment its message is deleted", async () => {
    const { roomId, author, file, message } = await postFile("public");
    await removeMessage(testDeps(), author, { roomId, messageId: message.id });
    await expect(read(author, file.id)).rejects.toMatchObject(notFound);
    expect(await hasObject(file.id)).toBe(true);
    expect((await readAttachment(file.id))?.purge_at).toBeLessThanOrEqual(Date.now());
  });
});

describe("an answer with a file", () => {
  const text = bytesOf("0123456789");

  it("is the whole, a part, or nothing new", async () => {
    const { member, file } = await postFile("private", text);
    const whole = await read(member, file.id);
    expect([whole.status, await whole.text()]).toEqual([200, "0123456789"]);
    expect(whole.headers.get("cache-control")).toBe("private, no-cache");
    const part = await read(member, file.id, new Headers({ range: "bytes=2-4" }));
    expect([part.status, await part.text()]).toEqual([206, "234"]);
    expect(part.headers.get("content-range")).toBe("bytes 2-4/10");
    expect(part.headers.get("content-length")).toBe("3");
    const outside = await read(member, file.id, new Headers({ range: "bytes=10-" }));
    expect([outside.status, outside.headers.get("content-range")]).toEqual([416, "bytes */10"]);
    const etag = whole.headers.get("etag") ?? "";
    const known = await read(member, file.id, new Headers({ "if-none-match": `"x", W/${etag}` }));
    expect([known.status, await known.text()]).toEqual([304, ""]);
    const stale = new Headers({ range: "bytes=2-4", "if-range": '"another"' });
    expect((await read(member, file.id, stale)).status).toBe(200);
  });

  it("costs one query when the membership is known", async () => {
    const { member, file } = await postFile("private");
    const site = newIsolate();
    await read(member, file.id, none, testDeps({ isolate: site }));
    const deps = testDeps({ isolate: site });
    await read(member, file.id, none, deps);
    expect(deps.cost.d1Queries).toBe(1);
  });

  it("is not found when the object is gone", async () => {
    const { member, file } = await postFile("private");
    await env.MEDIA_BUCKET.delete(`attachments/${file.id}`);
    await expect(read(member, file.id)).rejects.toMatchObject(notFound);
  });
});
