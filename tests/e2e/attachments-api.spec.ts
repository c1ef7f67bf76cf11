import { png, postFile, upload } from "./fixtures/chat-files";
import { createRoom } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test("files over HTTP: typed by content, closed to strangers, read in parts", async ({
  page,
  signUp,
  newPerson,
  request,
}) => {
  const member = await newPerson("Mia Member");
  const stranger = await newPerson("Stan Stranger");
  await signUp(page, "Fritz Files");
  const room = await createRoom(page, { kind: "private", name: "Closed", memberIds: [member.id] });
  const disguise = Buffer.from("<script>alert(1)</script>");
  const disguised = await upload(page, "photo.png", disguise);
  expect(disguised.status()).toBe(201);
  expect(await disguised.json()).toMatchObject({ type: "text/plain", width: null, height: null });
  for (const [content, status] of [
    [Buffer.alloc(30 * 1024 * 1024, 97), 413],
    [Buffer.from([0, 1, 2]), 415],
    [png("x.png").buffer.subarray(0, 300), 422],
    [Buffer.alloc(0), 422],
  ] as const) {
    const refused = await upload(page, "x.png", content);
    expect(refused.status()).toBe(status);
    expect(refused.headers()["content-type"]).toBe("application/problem+json");
  }
  const raw = await page.request.post("/api/chat/uploads", { data: "just text" });
  expect(raw.status()).toBe(415);
  expect((await request.post("/api/chat/uploads", { multipart: { file: "x" } })).status()).toBe(
    401,
  );

  const { url } = await postFile(page, room.id, "山 & sea.png");
  const whole = await member.page.request.get(url);
  expect(whole.status()).toBe(200);
  expect(whole.headers()).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
    "content-disposition": `inline; filename="_ & sea.png"; filename*=UTF-8''%E5%B1%B1%20%26%20sea.png`,
  });
  expect(whole.headers()["content-security-policy"]).toContain("sandbox");
  const part = await member.page.request.get(url, { headers: { range: "bytes=1-3" } });
  expect([part.status(), await part.text()]).toEqual([206, "PNG"]);
  const known = { "if-none-match": whole.headers()["etag"] ?? "" };
  expect((await member.page.request.get(url, { headers: known })).status()).toBe(304);
  expect((await stranger.page.request.get(url)).status()).toBe(404);
  expect((await request.get(url)).status()).toBe(401);
  const removal = { data: { userIds: [member.id] } };
  const removed = await page.request.delete(`/api/chat/rooms/${room.id}/members`, removal);
  expect(removed.ok()).toBe(true);
  expect((await member.page.request.get(url, { headers: known })).status()).toBe(404);
});

test("a banned person reads no file any more", async ({ page, newPerson, signInAsAdmin }) => {
  const author = await newPerson("Bert Banned");
  const room = await createRoom(author.page, { kind: "private", name: "Last room" });
  const { url } = await postFile(author.page, room.id, "mine.png");
  expect((await author.page.request.get(url)).status()).toBe(200);
  await signInAsAdmin(page);
  const banned = await page.request.patch(`/api/admin/people/${author.id}`, {
    data: { status: "banned", reason: "test" },
  });
  expect(banned.ok(), await banned.text()).toBe(true);
  expect((await author.page.request.get(url)).status()).toBe(403);
});
