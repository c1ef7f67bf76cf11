import { describe, expect, it } from "vitest";
import { toExcerpt, toShareName } from "./describe";

describe("what a share is called", () => {
  it("is its title", () => {
    expect(toShareName({ title: "Dusk", prompt: "Mountains" })).toBe("Dusk");
  });

  it("is the first line of its prompt without one", () => {
    expect(toShareName({ title: "", prompt: "\n Mountains at dusk.\nNo people." })).toBe(
      "Mountains at dusk.",
    );
  });

  it("is empty without either", () => {
    expect(toShareName({ title: "", prompt: "" })).toBe("");
  });
});

describe("an excerpt", () => {
  it("is the text on one line when there is room", () => {
    expect(toExcerpt(" a\n\n b\tc ", 5)).toBe("a b c");
  });

  it("ends after a whole word", () => {
    expect(toExcerpt("Mountains at dusk", 14)).toBe("Mountains at…");
  });

  it("cuts a word that is too long", () => {
    expect(toExcerpt("x".repeat(20), 5)).toBe("xxxxx…");
  });

  it("has half as many characters of Chinese", () => {
    expect(toExcerpt("黄昏时分的群山", 8)).toBe("黄昏时分…");
  });

  it("cuts no character in two", () => {
    expect(toExcerpt("🌄🌄🌄", 2)).toBe("🌄🌄…");
  });
});
