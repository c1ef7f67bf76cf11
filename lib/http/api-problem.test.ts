import { expect, test } from "vitest";
import { withApiProblem } from "./api-problem";

const page = (status: number, headers: Record<string, string> = {}) =>
  new Response("<html>", { status, headers: { "content-type": "text/html", ...headers } });

test("a missing page, a wrong method and a crash become problems", async () => {
  for (const [status, code] of [
    [404, "not_found"],
    [405, "method_not_allowed"],
    [500, "internal"],
  ] as const) {
    const answer = withApiProblem(page(status));
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ status, code });
  }
});

test("a wrong method still says which ones are right", () => {
  expect(withApiProblem(page(405, { allow: "GET" })).headers.get("allow")).toBe("GET");
});

test("what a handler answered stays", () => {
  const found = page(200);
  expect(withApiProblem(found)).toBe(found);
  const redirect = page(302);
  expect(withApiProblem(redirect)).toBe(redirect);
  const degraded = Response.json({ status: "degraded" }, { status: 503 });
  expect(withApiProblem(degraded)).toBe(degraded);
});
