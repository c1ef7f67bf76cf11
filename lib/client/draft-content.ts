import * as z from "zod/mini";
import { noText, type MentionText } from "./mention-text";

/** The message that is answered, as the composer shows it: whose it is, and what it says in one line. */
export type ReplyTarget = { id: string; name: string; label: string };

/** What is being written in a room. */
export type DraftContent = MentionText & { replyTo: ReplyTarget | null };

export const noDraft: DraftContent = { ...noText, replyTo: null };

const contentSchema = z.object({
  text: z.string(),
  mentions: z.array(z.object({ at: z.number(), id: z.string(), name: z.string() })),
  replyTo: z.nullable(z.object({ id: z.string(), name: z.string(), label: z.string() })),
});

/** No text that is written begins with it. */
const mark = "\u0001";

/** As it is kept: nothing but the text as that text, everything else behind a mark. */
export function toKept({ text, mentions, replyTo }: DraftContent): string {
  if (mentions.length === 0 && replyTo === null) return text;
  return mark + JSON.stringify({ text, mentions, replyTo });
}

/** What was kept, perhaps by another version. */
export function fromKept(kept: string): DraftContent {
  if (!kept.startsWith(mark)) return { ...noDraft, text: kept };
  try {
    const { text, mentions, replyTo } = contentSchema.parse(JSON.parse(kept.slice(mark.length)));
    const standing = mentions.filter(({ at, name }) => text.startsWith(`@${name}`, at));
    return { text, mentions: standing, replyTo };
  } catch {
    return noDraft;
  }
}
