import type { Message } from "../chat/schema";
import { storedImageSchema } from "../share/schema";

/** The pictures of a message that a share page can show: those that stand still. */
export function findShareableImages({ attachments }: Pick<Message, "attachments">) {
  return attachments.filter(({ type }) => storedImageSchema.shape.type.safeParse(type).success);
}
