/**
 * Every key of the chat: what handlers go by and what the map of keys shows, so that the map cannot lie.
 * A chord's `key` is `KeyboardEvent.key`, in lower case for letters. `mod` is ⌘ on Apple's systems and Ctrl elsewhere.
 */
export type Chord = { key: string; mod?: true; alt?: true; shift?: true };

type Shortcut = {
  group: "find" | "rooms" | "messages" | "writing";
  chords: readonly Chord[];
  /** A bare key: not while one types, and only while such keys are on. */
  bare?: true;
};

export const shortcuts = {
  palette: { group: "find", chords: [{ key: "k", mod: true }] },
  search: { group: "find", chords: [{ key: "f", mod: true, shift: true }] },
  keys: { group: "find", chords: [{ key: "?" }], bare: true },
  previousRoom: { group: "rooms", chords: [{ key: "ArrowUp", alt: true }] },
  nextRoom: { group: "rooms", chords: [{ key: "ArrowDown", alt: true }] },
  previousUnread: { group: "rooms", chords: [{ key: "ArrowUp", alt: true, shift: true }] },
  nextUnread: { group: "rooms", chords: [{ key: "ArrowDown", alt: true, shift: true }] },
  walk: {
    group: "messages",
    chords: [{ key: "ArrowUp" }, { key: "ArrowDown" }, { key: "k" }, { key: "j" }],
  },
  ends: { group: "messages", chords: [{ key: "Home" }, { key: "End" }] },
  actions: { group: "messages", chords: [{ key: "Enter" }] },
  reply: { group: "messages", chords: [{ key: "r" }] },
  react: { group: "messages", chords: [{ key: "a" }] },
  edit: { group: "messages", chords: [{ key: "e" }] },
  pin: { group: "messages", chords: [{ key: "p" }] },
  markUnread: { group: "messages", chords: [{ key: "u" }] },
  copyLink: { group: "messages", chords: [{ key: "l" }] },
  composer: { group: "writing", chords: [{ key: "c" }], bare: true },
  back: { group: "writing", chords: [{ key: "Escape" }] },
  send: { group: "writing", chords: [{ key: "Enter" }] },
  newLine: { group: "writing", chords: [{ key: "Enter", shift: true }] },
  editLast: { group: "writing", chords: [{ key: "ArrowUp" }] },
  bold: { group: "writing", chords: [{ key: "b", mod: true }] },
  italic: { group: "writing", chords: [{ key: "i", mod: true }] },
  code: { group: "writing", chords: [{ key: "e", mod: true }] },
} as const satisfies Record<string, Shortcut>;
export type ShortcutName = keyof typeof shortcuts;

export type Press = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "keyCode"
>;

/** Whether a key press is this shortcut; never while an input method is composing. */
export function isShortcut(press: Press, name: ShortcutName, isApple: boolean): boolean {
  if (press.isComposing || press.keyCode === 229) return false;
  const { chords }: Shortcut = shortcuts[name];
  return chords.some((chord) => {
    const [mod, other] = isApple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
    return (
      press.key.toLowerCase() === chord.key.toLowerCase() &&
      mod === (chord.mod ?? false) &&
      !other &&
      press.altKey === (chord.alt ?? false) &&
      // On some keyboards a sign such as ? needs Shift, on others not.
      (press.shiftKey === (chord.shift ?? false) || isSign(chord.key))
    );
  });
}

const isSign = (key: string) => key.length === 1 && !/[a-z0-9]/i.test(key);

/** Whether this is a system of Apple, where ⌘ is what Ctrl is elsewhere. Browser only. */
export const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

const bareKeysOff = "plaza.bareKeysOff";

/** Whether single keys do something; for those who speak to their computer they may be in the way. Browser only. */
export function areBareKeysOn(): boolean {
  try {
    return localStorage.getItem(bareKeysOff) === null;
  } catch {
    return true;
  }
}

export function setBareKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(bareKeysOff);
    else localStorage.setItem(bareKeysOff, "1");
  } catch {
    // Without storage they stay as they are.
  }
}
