import { describe, expect, it } from "vitest";
import {
  emptyDraft,
  findDraftFaults,
  isStillTyping,
  isTouched,
  judgeAddress,
  toAttempt,
  toShareBody,
  type ShareDraft,
} from "./share-draft";

const draft = (parts: Partial<ShareDraft>): ShareDraft => ({ ...emptyDraft, ...parts });
const byAddress = (generatedUrl: string, originalUrl = "") =>
  draft({ source: "addresses", generatedUrl, originalUrl });
const none = { generated: null, original: null };
const file = (name: string) => new File(["x"], name, { type: "image/png" });

describe("what stands in the way of a share", () => {
  it("is a missing result, whatever else is there", () => {
    expect(findDraftFaults(draft({ title: "A" }), false)).toEqual({ generated: "missing" });
    expect(findDraftFaults(byAddress(" "), true)).toEqual({ generatedUrl: "missing" });
  });

  it("is nothing once the result is there", () => {
    expect(findDraftFaults(emptyDraft, true)).toEqual({});
    expect(findDraftFaults(byAddress("https://img.example.com/a.png"), false)).toEqual({});
  });

  it("is a text that is too long, counted as people count, ends left out", () => {
    const fits = draft({ title: ` ${"字".repeat(119)}🙂 `, style: "s".repeat(80) });
    expect(findDraftFaults(fits, true)).toEqual({});
    const long = { title: "t".repeat(121), prompt: "p".repeat(4001), style: "s".repeat(81) };
    expect(findDraftFaults(draft(long), true)).toEqual({
      title: "tooLong",
      prompt: "tooLong",
      style: "tooLong",
    });
  });

  it("is an address of either picture, but none that is hidden", () => {
    const faulty = byAddress("http://img.example.com/a.png", "nonsense");
    expect(findDraftFaults(faulty, false)).toEqual({
      generatedUrl: "https",
      originalUrl: "address",
    });
    expect(findDraftFaults({ ...faulty, source: "files" }, true)).toEqual({});
  });
});

describe("the address of a picture", () => {
  it.each([
    ["https://img.example.com/a.png?size=2", null],
    ["  https://img.example.com/a.png ", null],
    ["img.example.com/a.png", "address"],
    ["javascript:alert(1)", "https"],
    ["data:image/png;base64,AA", "https"],
    ["http://img.example.com/a.png", "https"],
    ["https://localhost/a.png", "unreachable"],
    ["https://192.168.0.1/a.png", "unreachable"],
    ["https://me:secret@img.example.com/a.png", "unreachable"],
    [`https://img.example.com/${"a".repeat(2048)}`, "tooLong"],
  ])("%s: %s", (text, fault) => {
    expect(judgeAddress(text)).toBe(fault);
  });

  it("is not complained about while its beginning is typed", () => {
    for (const text of ["h", "http", "https://", "https://img"]) {
      expect(isStillTyping(text), text).toBe(true);
    }
    for (const text of ["ftp", "http:/x", "https://img.example", "www"]) {
      expect(isStillTyping(text), text).toBe(false);
    }
  });
});

it("there is something to lose once a word or a picture is there", () => {
  expect(isTouched(emptyDraft, false)).toBe(false);
  expect(isTouched(draft({ days: 1, title: "  " }), false)).toBe(false);
  expect(isTouched(draft({ prompt: "a fox" }), false)).toBe(true);
  expect(isTouched(emptyDraft, true)).toBe(true);
});

describe("the body", () => {
  it("carries files in a form", () => {
    const pictures = { generated: file("a.png"), original: file("b.png") };
    const form = toShareBody(draft({ title: "A", days: 7 }), pictures, "client-1");
    if (!(form instanceof FormData)) throw new Error("It is not a form");
    const texts = [...form].filter(([, value]) => typeof value === "string");
    expect(Object.fromEntries(texts)).toEqual({
      title: "A",
      prompt: "",
      style: "",
      expiresInDays: "7",
      clientId: "client-1",
    });
    expect(form.get("generated")).toMatchObject({ name: "a.png" });
    expect(form.get("original")).toMatchObject({ name: "b.png" });
    const single = toShareBody(emptyDraft, { ...pictures, original: null }, "client-1");
    expect(single instanceof FormData && single.has("original")).toBe(false);
  });

  it("carries addresses as JSON, and no files that are hidden", async () => {
    const pictures = { generated: file("a.png"), original: null };
    const body = toShareBody(byAddress(" https://img.example.com/a.png "), pictures, "client-1");
    if (!(body instanceof Blob)) throw new Error("It is not JSON");
    expect(body.type).toBe("application/json");
    expect(JSON.parse(await body.text())).toEqual({
      title: "",
      prompt: "",
      style: "",
      expiresInDays: 30,
      clientId: "client-1",
      generatedUrl: "https://img.example.com/a.png",
      originalUrl: null,
    });
  });
});

describe("an attempt", () => {
  let ids = 0;
  const newId = () => `client-${(ids += 1)}`;

  it("keeps its id while nothing is changed", () => {
    const first = toAttempt(null, draft({ title: "A" }), none, newId);
    expect(toAttempt(first, draft({ title: "A" }), { ...none }, newId).clientId).toBe(
      first.clientId,
    );
  });

  it("is another one once a word, a picture or their order is changed", () => {
    const [a, b] = [file("a.png"), file("b.png")];
    const first = toAttempt(null, draft({ title: "A" }), { generated: a, original: b }, newId);
    const others = [
      toAttempt(first, draft({ title: "B" }), first.pictures, newId),
      toAttempt(first, first.draft, { generated: b, original: a }, newId),
      toAttempt(first, first.draft, { generated: a, original: null }, newId),
      toAttempt(first, draft({ title: "A", days: 1 }), first.pictures, newId),
    ];
    expect(new Set([first, ...others].map(({ clientId }) => clientId)).size).toBe(5);
  });
});
