import { expect, it } from "vitest";
import { nameShare } from "./name-share";

it("a share is called by its title", () => {
  expect(nameShare({ title: "Fox", prompt: "a red fox" })).toBe("Fox");
});

it("a share without a title is called by the first line of its prompt", () => {
  expect(nameShare({ title: "", prompt: "a red fox\nin snow" })).toBe("a red fox");
});

it("a long prompt is cut between characters, never within one", () => {
  const prompt = `${"狐".repeat(79)}🦊🦊`;
  expect(nameShare({ title: "", prompt })).toBe(`${"狐".repeat(79)}🦊…`);
  expect(nameShare({ title: "", prompt: "x".repeat(80) })).toBe("x".repeat(80));
});

it("a share without words has no name", () => {
  expect(nameShare({ title: "", prompt: "" })).toBeNull();
});
