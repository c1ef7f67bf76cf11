import { createRoom, openRoom, post } from "./fixtures/rooms";
import { createShare } from "./fixtures/shares";
import { expect, test } from "./fixtures/test";
import { expectHarmless, toBodies, watch } from "./fixtures/xss";

test("nothing that is written as a message runs", async ({ page, signUp }) => {
  const dialogs = await watch(page);
  await signUp(page, "Mallory Message");
  const room = await createRoom(page, { kind: "private", name: "Messages" });
  const bodies = toBodies();
  for (const body of bodies) await post(page, room.id, body);
  await openRoom(page, room.id);
  const log = page.getByRole("log");
  await expect(log.getByText("script〉").last()).toBeVisible();
  await log.hover();
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, -2000);
        await expectHarmless(page, dialogs);
        return page.getByText("This is where Messages begins").count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);

  // As it is written, sent, edited and quoted.
  const composer = page.getByRole("textbox", { name: /^Message to/ });
  await composer.fill(`last ${bodies[6] ?? ""}`);
  await composer.press("Enter");
  const last = page.getByRole("article").filter({ hasText: "last" }).last();
  await expect(last).toBeVisible();
  await expect(last.getByText("Sending…")).toHaveCount(0);
  await composer.press("ArrowUp");
  await expect(page.getByRole("textbox", { name: "Edit message" })).toHaveValue(/^last /);
  await page.keyboard.press("Escape");
  await expectHarmless(page, dialogs);
});

test("nothing runs that stands in a name, a topic, a file's name or a share", async ({
  page,
  signUp,
  newPerson,
}) => {
  const dialogs = await watch(page);
  const name = `"><img src=x onerror=__xss()><script>__xss()</script>`;
  await signUp(page, name);
  const friend = await newPerson(`</title><svg onload=__xss()>`);
  const direct = await createRoom(page, { kind: "direct", memberIds: [friend.id] });
  const roomName = `<svg/onload=__xss()>{{7*7}}\${__xss()}`;
  const room = await createRoom(page, {
    kind: "private",
    name: roomName,
    memberIds: [friend.id],
  });
  const topic = `<iframe srcdoc="<script>parent.__xss()</script>"> javascript:__xss()`;
  const changed = await page.request.patch(`/api/chat/rooms/${room.id}`, { data: { topic } });
  expect(changed.ok(), await changed.text()).toBe(true);
  const fileName = `<img src=x onerror=__xss()>.txt`;
  const uploaded = await page.request.post("/api/chat/uploads", {
    multipart: {
      file: {
        name: fileName,
        mimeType: "text/html",
        buffer: Buffer.from("<script>parent.__xss()</script>"),
      },
    },
  });
  expect(uploaded.status(), await uploaded.text()).toBe(201);
  const { id }: { id: string } = await uploaded.json();
  const data = { clientId: crypto.randomUUID(), body: `<@${friend.id}> file`, attachmentIds: [id] };
  const posted = await page.request.post(`/api/chat/rooms/${room.id}/messages`, { data });
  expect(posted.status(), await posted.text()).toBe(201);
  const hostile = `</script><script>__xss()</script>`;
  const share = await createShare(page, {
    title: hostile,
    prompt: name,
    style: topic.slice(0, 60),
  });
  await post(page, room.id, `see ${share.url}`);
  await post(friend.page, direct.id, name);

  await openRoom(page, room.id);
  await expect(page.getByRole("heading", { name: roomName, exact: true })).toBeVisible();
  await expect(page.getByText("@</title><svg onload=__xss()>")).toBeVisible();
  await expect(page.getByText("<img src=x onerror=__xss()>").first()).toBeVisible();
  await expect(page.getByText(hostile)).toBeVisible();
  await expectHarmless(page, dialogs);

  const file = await page.request.get(`/api/media/attachments/${encodeURIComponent(id)}`);
  expect(file.headers()["content-type"]).toContain("text/plain");
  expect(file.headers()["content-security-policy"]).toContain("sandbox");

  await page.goto(`/chat/${direct.id}?q=${encodeURIComponent(name)}#${name}`);
  await expect(page.getByRole("log")).toBeVisible();
  await expect(page.getByText(name).last()).toBeVisible();
  await expectHarmless(page, dialogs);

  await page.goto(new URL(share.url).pathname);
  await expect(page.getByRole("heading", { name: hostile })).toBeVisible();
  await expectHarmless(page, dialogs);
});
