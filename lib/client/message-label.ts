import type { Message } from "../chat/schema";
import { parseMarkdown } from "./markdown/parse-markdown";
import { toPlainText } from "./markdown/plain-text";

/** What a message says in one line: its text without markup, or the names of its files when it has none. */
export function toMessageLabel(
  { body, attachments }: Pick<Message, "body" | "attachments">,
  nameOf: (userId: string) => string | undefined,
): string {
  if (body === "") return attachments.map(({ name }) => name).join(", ");
  return toPlainText(parseMarkdown(body), nameOf);
}
