import { describe, expect, it } from "vitest";
import { isShortcut, shortcuts, type Press } from "./shortcuts";

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ...{ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...{ isComposing: false, keyCode: 0 },
  ...held,
});

describe("a key press", () => {
  it("is a shortcut with exactly its modifiers", () => {
    expect(isShortcut(press("k", { ctrlKey: true }), "palette", false)).toBe(true);
    expect(isShortcut(press("K", { ctrlKey: true }), "palette", false)).toBe(true);
    expect(isShortcut(press("k"), "palette", false)).toBe(false);
    expect(isShortcut(press("k", { ctrlKey: true, shiftKey: true }), "palette", false)).toBe(false);
    expect(isShortcut(press("F", { ctrlKey: true, shiftKey: true }), "search", false)).toBe(true);
    expect(isShortcut(press("f", { ctrlKey: true }), "search", false)).toBe(false);
    expect(isShortcut(press("ArrowUp", { altKey: true }), "previousRoom", false)).toBe(true);
    expect(
      isShortcut(press("ArrowUp", { altKey: true, shiftKey: true }), "previousRoom", false),
    ).toBe(false);
  });

  it("goes by ⌘ where Apple's keyboards are, so that Ctrl+K still deletes to the end of the line", () => {
    expect(isShortcut(press("k", { metaKey: true }), "palette", true)).toBe(true);
    expect(isShortcut(press("k", { ctrlKey: true }), "palette", true)).toBe(false);
    expect(isShortcut(press("k", { metaKey: true }), "palette", false)).toBe(false);
  });

  it("finds ? with and without Shift, as keyboards differ", () => {
    expect(isShortcut(press("?", { shiftKey: true }), "keys", false)).toBe(true);
    expect(isShortcut(press("?"), "keys", false)).toBe(true);
    expect(isShortcut(press("c", { shiftKey: true }), "composer", false)).toBe(false);
  });

  it("of an input method is none", () => {
    expect(isShortcut(press("k", { ctrlKey: true, isComposing: true }), "palette", false)).toBe(
      false,
    );
    expect(isShortcut(press("c", { keyCode: 229 }), "composer", false)).toBe(false);
  });

  it("means one thing in each place", () => {
    for (const group of ["find", "rooms", "messages", "writing"]) {
      const chords = Object.values(shortcuts)
        .filter((shortcut) => shortcut.group === group)
        .flatMap((shortcut) => shortcut.chords.map((chord) => JSON.stringify(chord)));
      expect(new Set(chords).size).toBe(chords.length);
    }
    // A key that works everywhere must not be one of a message that has the focus.
    const ofMessages = Object.values(shortcuts)
      .filter(({ group }) => group === "messages")
      .flatMap(({ chords }) => chords.map(({ key }): string => key));
    for (const { chords } of [shortcuts.keys, shortcuts.composer, shortcuts.back]) {
      expect(ofMessages).not.toContain(chords[0].key);
    }
  });
});
