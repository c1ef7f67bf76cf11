import { shortcuts } from "./shortcuts";
import { typeText } from "./type-text";

/** What the keys do, with Ctrl or ⌘. */
const marks: Record<string, string> = {
  [shortcuts.bold.chords[0].key]: "**",
  [shortcuts.italic.chords[0].key]: "*",
  [shortcuts.code.chords[0].key]: "`",
};

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Puts the marks of a formatting key around the selection, or takes them away; false for every other key. */
export function formatByKey(field: HTMLTextAreaElement, event: Keys): boolean {
  const mark = marks[event.key.toLowerCase()];
  if (mark === undefined || event.ctrlKey === event.metaKey || event.altKey || event.shiftKey) {
    return false;
  }
  const { value, selectionStart, selectionEnd } = field;
  const chosen = value.slice(selectionStart, selectionEnd);
  const [from, to] = [selectionStart - mark.length, selectionEnd + mark.length];
  const isMarked = isMark(value, from, mark) && isMark(value, selectionEnd, mark) && chosen !== "";
  if (isMarked) {
    typeText(field, chosen, { from, to });
    field.setSelectionRange(from, from + chosen.length);
  } else {
    typeText(field, mark + chosen + mark);
    field.setSelectionRange(selectionStart + mark.length, selectionEnd + mark.length);
  }
  return true;
}

/** The mark, and not one of a longer row: `*` is not half of `**`. */
function isMark(value: string, at: number, mark: string): boolean {
  const [first = ""] = mark;
  return value.startsWith(mark, at) && value[at - 1] !== first && value[at + mark.length] !== first;
}

/** An address that is pasted over words makes a link of them; false for everything else. */
export function pasteLink(field: HTMLTextAreaElement, pasted: string): boolean {
  const address = pasted.trim();
  const { value, selectionStart, selectionEnd } = field;
  const chosen = value.slice(selectionStart, selectionEnd);
  if (chosen.trim() === "" || /[\n[\]]/u.test(chosen) || /^https?:\/\//iu.test(chosen))
    return false;
  if (!/^https?:\/\/[^\s<>"[\]()]+$/iu.test(address) || !URL.canParse(address)) return false;
  typeText(field, `[${chosen}](${address})`);
  return true;
}
