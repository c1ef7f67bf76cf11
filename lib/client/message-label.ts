import type { Message } from "../chat/schema";

/** What a message says in one line: its text, or the names of its files when it has none. */
export function toMessageLabel({
  body,
  attachments,
}: Pick<Message, "body" | "attachments">): string {
  return body === "" ? attachments.map(({ name }) => name).join(", ") : body;
}
