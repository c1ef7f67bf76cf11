import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { adoptDraft, findDraft, keepDraft } from "./drafts";

/** As much of a browser's storage as drafts use. */
class FakeStorage {
  readonly #items = new Map<string, string>();
  getItem = (key: string) => this.#items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.#items.set(key, value);
  removeItem = (key: string) => void this.#items.delete(key);
}

/** A tab: its session storage is its own, local storage is everybody's. */
function openTab() {
  const session = new FakeStorage();
  const here = <T>(work: () => T): T => {
    vi.stubGlobal("sessionStorage", session);
    return work();
  };
  return {
    find: () => here(() => findDraft("ann", "room")),
    keep: (text: string) => here(() => keepDraft("ann", "room", text)),
    adopt: (text: string) => here(() => adoptDraft("ann", "room", text)),
  };
}

beforeEach(() => vi.stubGlobal("localStorage", new FakeStorage()));
afterEach(() => vi.unstubAllGlobals());

describe("a draft", () => {
  it("is found again by its tab, and by one that is opened later", () => {
    const tab = openTab();
    expect(tab.keep("half a sentence")).toBe("");
    expect([tab.find(), openTab().find()]).toEqual(["half a sentence", "half a sentence"]);
    expect(tab.keep("half a sentence more")).toBe("half a sentence");
  });

  it("is gone for new tabs when it is sent", () => {
    const tab = openTab();
    tab.keep("sent");
    expect(tab.keep("")).toBe("sent");
    expect([tab.find(), openTab().find()]).toEqual(["", ""]);
  });

  it("of one tab stays when another one's is sent after it was written", () => {
    const [one, other] = [openTab(), openTab()];
    one.keep("word 1");
    other.keep("word 2");
    one.keep("");
    expect([one.find(), other.find(), openTab().find()]).toEqual(["", "word 2", "word 2"]);
  });

  it("that a tab took over from another is its own, and not written down twice", () => {
    const [one, other] = [openTab(), openTab()];
    one.keep("the same");
    other.adopt("the same");
    one.keep("");
    expect([other.find(), openTab().find()]).toEqual(["the same", ""]);
  });
});
