/** Pictures that this page has uploaded itself, by attachment id: shown from memory, so that a sent one does not blink. */
const previews = new Map<string, string>();
const kept = 50;

export function findLocalPreview(attachmentId: string): string | null {
  return previews.get(attachmentId) ?? null;
}

/** Keeps an object URL; the oldest beyond fifty gives its picture free. */
export function keepLocalPreview(attachmentId: string, url: string): void {
  previews.set(attachmentId, url);
  const [oldest] = previews;
  if (previews.size <= kept || !oldest) return;
  previews.delete(oldest[0]);
  URL.revokeObjectURL(oldest[1]);
}
