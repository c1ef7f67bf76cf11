/**
 * Writes over the selection as if it were typed: what listens hears an `input` event, and the browser's own undo knows of it.
 * `select` names the range that is written over.
 */
export function typeText(
  field: HTMLTextAreaElement,
  text: string,
  select?: { from: number; to: number },
): void {
  field.focus();
  if (select) field.setSelectionRange(select.from, select.to);
  // Deprecated, and the only way that keeps undo: https://github.com/w3c/editing/issues/186
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
