import { signUp } from "./fixtures/accounts";
import { expect, test } from "./fixtures/test";

test("people are found by name, without addresses and without oneself", async ({ page }) => {
  const mark = `Zeta${Date.now()}`;
  const other = await page.context().browser()?.newContext();
  if (!other) throw new Error("No browser");
  await signUp(page, `${mark} Searcher`);
  const baseURL = new URL((await page.request.get("/api/me")).url()).origin;
  const found = await other.request.post(`${baseURL}/api/auth/register`, {
    data: { email: `${mark}@example.test`, name: `The ${mark} 王`, password: "long enough 1" },
  });
  const { id } = await found.json();
  await other.close();
  const answer = await page.request.get(`/api/people?q=${mark.toLowerCase()}`);
  expect(await answer.json()).toEqual({
    people: [{ id, name: `The ${mark} 王`, image: null, badge: null }],
  });
  expect(await answer.text()).not.toContain("@");
  const tooLong = await page.request.get(`/api/people?q=${"x".repeat(101)}`);
  expect([tooLong.status(), (await tooLong.json()).errors[0].field]).toEqual([422, "q"]);
});
