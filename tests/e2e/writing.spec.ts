import { expectNoAxeFinding } from "./fixtures/axe";
import { composer, message, send } from "./fixtures/chat-page";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test("Markdown is shown as what it means, and nothing of it as HTML", async ({ page, signUp }) => {
  const me = await signUp(page, "Mark Down");
  const room = await createRoom(page, { kind: "private", name: "Markdown" });
  await openRoom(page, room.id);

  await send(page, "first **bold**, *slanted*, ~~gone~~, `a*b*` and **重要**的 <b>no</b>");
  const first = message(page, "first");
  await expect(first.locator("strong")).toHaveText(["bold", "重要"]);
  await expect(first.locator("em")).toHaveText("slanted");
  await expect(first.locator("del")).toHaveText("gone");
  await expect(first.locator("code")).toHaveText("a*b*");
  await expect(first.getByText("<b>no</b>")).toBeVisible();

  const line = `const wide = "${"x".repeat(300)}";`;
  await send(page, `> said before\n\n1. one\n2. two\n   - deep\n\n\`\`\`js\n${line}\n\`\`\``);
  const second = message(page, "said before");
  await expect(second.locator("blockquote")).toHaveText("said before");
  await expect(second.locator("ol > li")).toHaveCount(2);
  await expect(second.locator("ol ul li")).toHaveText("deep");
  const code = second.getByRole("group", { name: "Code: js" });
  await expect(code).toHaveText(line);
  // Its tools come when a message has code, and the row itself once more when it is confirmed.
  await expect
    .poll(() => code.evaluate((element) => element.scrollWidth > element.clientWidth))
    .toBe(true);
  await expect(second.getByText("Sending")).toHaveCount(0);
  await code.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => code.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await second.getByRole("button", { name: "Copy code" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line);

  await post(page, room.id, `named \`<@${me.id}>\`\n\n\`\`\`sh\nwrite <@${me.id}>\n\`\`\``);
  const named = message(page, "named");
  await expect(named.locator("p code")).toHaveText("@Mark Down");
  await expect(named.getByRole("group", { name: "Code: sh" })).toHaveText("write @Mark Down");
  await named.getByRole("button", { name: "Copy code" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe("write @Mark Down");

  await send(
    page,
    "[your.bank](https://evil.example/x) [here](https://a.example) [no](javascript:1)",
  );
  const third = message(page, "your.bank");
  await expect(third.getByText("(evil.example)")).toBeVisible();
  await expect(third.getByRole("link")).toHaveCount(2);
  await expect(third.getByRole("link", { name: "here" })).toHaveAttribute(
    "href",
    "https://a.example/",
  );
  await expectNoAxeFinding(page);
});

test("somebody is mentioned by keyboard, and of two with one name the one who was meant", async ({
  page,
  signUp,
  newPerson,
}) => {
  await signUp(page, "Wanda Writer");
  const one = await newPerson("Kim Twin");
  const other = await newPerson("Kim Twin");
  const outsider = await newPerson("Kim Outside");
  const room = await createRoom(page, {
    kind: "private",
    name: "Twins",
    memberIds: [one.id, other.id],
  });
  await post(other.page, room.id, "I spoke last");
  await openRoom(page, room.id);
  await expect(message(page, "I spoke last")).toBeVisible();

  await composer(page).pressSequentially("hi @twi");
  const list = page.getByRole("listbox", { name: "People to mention" });
  await expect(list.getByRole("option")).toHaveText([/Kim Twin/, /Kim Twin/]);
  await expect(list.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await expect(composer(page)).toHaveAttribute("aria-activedescendant", /-0$/);
  await expectNoAxeFinding(page);
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("hi @Kim Twin ");
  await expect(list).toHaveCount(0);

  await page.keyboard.type("and @kim");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(composer(page)).toHaveValue("hi @Kim Twin and @Kim Twin ");
  // Moves with what is written before it.
  await page.keyboard.press("Home");
  await page.keyboard.type("oh, ");
  const posted = page.waitForRequest((request) => request.method() === "POST");
  await page.routeWebSocket(/\/ws$/, (socket) => socket.close());
  await page.reload();
  await expect(composer(page)).toHaveValue("oh, hi @Kim Twin and @Kim Twin ");
  await composer(page).press("Enter");
  const row = message(page, "oh, hi");
  await expect(row).toContainText("oh, hi @Kim Twin and @Kim Twin");
  await expect(row.getByText("Sending…")).toHaveCount(0);
  await posted;
  const answer = await page.request.get(`/api/chat/rooms/${room.id}/messages?limit=1`);
  const page1: { messages: { body: string }[] } = await answer.json();
  expect(page1.messages[0]?.body).toBe(`oh, hi <@${other.id}> and <@${one.id}>`);

  // Edited as names, kept as ids.
  await composer(page).press("ArrowUp");
  const editor = page.getByRole("textbox", { name: "Edit message" });
  await expect(editor).toHaveValue("oh, hi @Kim Twin and @Kim Twin");
  await editor.press("End");
  await editor.pressSequentially("! @out");
  await expect(list).toHaveCount(0);
  await editor.press("Enter");
  await expect(row).toContainText("@Kim Twin! @out");
  await openRoom(one.page, room.id);
  await expect(message(one.page, "oh, hi")).toContainText("oh, hi @Kim Twin and @Kim Twin! @out");
  const edited = await page.request.get(`/api/chat/rooms/${room.id}/messages?limit=1`);
  const page2: { messages: { body: string }[] } = await edited.json();
  expect(page2.messages[0]?.body).toBe(`oh, hi <@${other.id}> and <@${one.id}>! @out`);
  expect(outsider.id).not.toBe("");
});

test("emoji are found by name, by leafing and while typing", async ({ page, signUp }) => {
  await signUp(page, "Emil Emoji");
  const room = await createRoom(page, { kind: "private", name: "Faces" });
  await openRoom(page, room.id);

  await composer(page).pressSequentially("well ");
  await page.getByRole("button", { name: "Add an emoji" }).press("Enter");
  const search = page.getByRole("combobox", { name: "Search emoji" });
  await expect(search).toBeFocused();
  await expect(page.getByRole("option", { name: "grinning face", exact: true })).toBeVisible();
  await search.pressSequentially("thumbs up");
  const found = page.getByRole("listbox", { name: "Emoji found" });
  await expect(found.getByRole("option", { selected: true })).toHaveAccessibleName("thumbs up");
  await expectNoAxeFinding(page);
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("well 👍");
  await expect(composer(page)).toBeFocused();

  await page.keyboard.type(" :rocke");
  // What is called so comes before what it is only a word for, as for the astronauts.
  const fitting = page.getByRole("listbox", { name: "Emoji" }).getByRole("option");
  await expect(fitting.first()).toHaveText("🚀rocket");
  await expect(fitting.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("well 👍 🚀 ");
  await page.keyboard.press("Enter");
  await expect(message(page, "well 👍 🚀")).toBeVisible();

  await page.getByRole("button", { name: "Add an emoji" }).click();
  const recent = page.getByRole("listbox", { name: "Recently used" }).getByRole("option");
  await expect(recent).toHaveText(["🚀", "👍"]);
  await page.getByRole("combobox", { name: "Skin tone" }).selectOption("5");
  await page.getByRole("radio", { name: "People" }).click();
  await page.getByRole("option", { name: "waving hand", exact: true }).click();
  await expect(composer(page)).toHaveValue("👋🏿");
});

test("a reply is written above its quote, survives a reload, and can be given up", async ({
  page,
  signUp,
  newPerson,
}) => {
  await signUp(page, "Rea Reply");
  const friend = await newPerson("Fred Friend");
  const room = await createRoom(page, { kind: "private", name: "Answers", memberIds: [friend.id] });
  await post(friend.page, room.id, "Is **this** the question?");
  await openRoom(page, room.id);

  const question = message(page, "the question?");
  await question.hover();
  await question.getByRole("button", { name: "Reply", exact: true }).click();
  await expect(page.getByText("Replying to Fred Friend")).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Replying to Fred Friend")).toHaveCount(0);

  await question.hover();
  await question.getByRole("button", { name: "Reply", exact: true }).click();
  await composer(page).pressSequentially("It is");
  await page.reload();
  await expect(composer(page)).toHaveValue("It is");
  await expect(page.getByText("Replying to Fred Friend")).toBeVisible();
  await expectNoAxeFinding(page);
  await composer(page).press("Enter");
  await expect(page.getByText("Replying to Fred Friend")).toHaveCount(0);
  const reply = message(page, "It is");
  await expect(reply).toContainText("In reply to Fred Friend");
  await expect(reply).toContainText("Is this the question?");
  await openRoom(friend.page, room.id);
  await expect(message(friend.page, "It is")).toContainText("In reply to Fred Friend");
});

test("keys format what is selected, and a pasted address links it", async ({ page, signUp }) => {
  await signUp(page, "Keith Keys");
  const room = await createRoom(page, { kind: "private", name: "Keys" });
  await openRoom(page, room.id);
  await composer(page).fill("word");
  await composer(page).press("ControlOrMeta+a");
  await composer(page).press("ControlOrMeta+b");
  await expect(composer(page)).toHaveValue("**word**");
  await composer(page).press("ControlOrMeta+i");
  await expect(composer(page)).toHaveValue("***word***");
  await composer(page).press("ControlOrMeta+z");
  await expect(composer(page)).toHaveValue("**word**");
  await composer(page).fill("see this");
  await composer(page).press("ControlOrMeta+a");
  await composer(page).evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "https://a.example/b");
    field.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await expect(composer(page)).toHaveValue("[see this](https://a.example/b)");
});
