import * as z from "zod/mini";
import { isProblemCode, type Problem } from "../http/problem";

const keptFileSchema = z.object({ name: z.string(), type: z.string(), blob: z.instanceof(Blob) });

const keptMessageSchema = z.object({
  userId: z.string(),
  roomId: z.string(),
  clientId: z.string(),
  body: z.string(),
  replyTo: z.nullable(z.string()),
  files: z.array(keptFileSchema),
  createdAt: z.number(),
  /** `discarded` stays for a while, so that another page does not take it for lost and send it. */
  state: z.enum(["sending", "failed", "discarded"]),
  problem: z.nullable(z.custom<Problem>(isProblem)),
});

/** What is read may have been written by an older or newer Plaza. */
export const keptRowSchema = z.extend(keptMessageSchema, { place: z.number() });

export type KeptFile = z.infer<typeof keptFileSchema>;
export type KeptMessage = z.infer<typeof keptMessageSchema>;
/** `place` rises in the order of writing, over all pages of the browser. */
export type KeptRow = z.infer<typeof keptRowSchema>;

/** Messages of mine that the server has not confirmed, kept beyond the page and seen by every page of the browser. */
export interface Vault {
  /** Resolves with its place when it has been written for good; rejects when it cannot be kept. */
  add(message: KeptMessage): Promise<number>;
  /** Those of a person in one room, by place. */
  list(whose: { userId: string; roomId: string }): Promise<KeptRow[]>;
  /** The rooms in which something of this person waits or has failed. */
  listRooms(userId: string): Promise<string[]>;
  /** Replaces what stands at a place, or removes it (`null`), in one step; does nothing when it is gone. */
  change(place: number, next: (row: KeptRow) => KeptRow | null): Promise<void>;
}

function isProblem(value: unknown): boolean {
  return typeof value === "object" && value !== null && isProblemCode(Reflect.get(value, "code"));
}
