import { describe, expect, it } from "vitest";
import { shareFormSchema, shareLimits } from "./schema";

describe("the words of a share", () => {
  it("have the line breaks that were typed, however they were sent", () => {
    const { prompt } = shareFormSchema.parse({ prompt: "one\r\ntwo\rthree\n\r\nfour " });
    expect(prompt).toBe("one\ntwo\nthree\n\nfour");
  });

  it("are as long as they are when typed: a break of a form counts once", () => {
    const lines = Array.from({ length: shareLimits.promptCharacters / 2 }, () => "x");
    expect(shareFormSchema.safeParse({ prompt: lines.join("\r\n") }).success).toBe(true);
    expect(shareFormSchema.safeParse({ prompt: "x".repeat(4001) }).success).toBe(false);
  });
});
