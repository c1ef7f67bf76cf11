import * as z from "zod/mini";
import { editMessageSchema, messageIdSchema, messageSchema, roomIdSchema } from "../chat/schema";

/** Of zod/mini, as the dialog of a room loads this. */

export const botLimits = {
  /** Of one person. */
  perPerson: 5,
  nameCharacters: 60,
  urlCharacters: 2048,
  listedDeliveries: 50,
} as const;

const controlCharacters = /\p{Cc}|\p{Zl}|\p{Zp}|\p{Surrogate}/u;

/** What a bot or a hook is called; people's names follow the same rules. */
export const programNameSchema = z.string().check(
  z.trim(),
  z.refine((name) => name.length > 0, { error: "Needs at least 1 character" }),
  z.refine((name) => [...name].length <= botLimits.nameCharacters, {
    error: `May have at most ${botLimits.nameCharacters} characters`,
  }),
  z.refine((name) => !controlCharacters.test(name), { error: "May not have control characters" }),
);

const botIdSchema = z.string().check(z.regex(/^[0-9A-Za-z]{16}$/));
export const botParams = z.object({ botId: botIdSchema });
export const botRoomParams = z.object({ botId: botIdSchema, roomId: roomIdSchema });
export const deliveryParams = z.object({ botId: botIdSchema, messageId: messageIdSchema });

export const nameBotSchema = z.object({ name: programNameSchema });
export const setWebhookSchema = z.object({
  url: z.string().check(z.trim(), z.minLength(1), z.maxLength(botLimits.urlCharacters)),
});

/** A bot as its owner sees it. Times in ms. */
export const botSchema = z.object({
  id: z.string(),
  name: z.string(),
  image: z.nullable(z.string()),
  createdAt: z.number(),
  webhookUrl: z.nullable(z.string()),
  /** Since when no delivery has arrived; null: the last one did, or there was none. */
  failingSince: z.nullable(z.number()),
  /** Since when nothing is sent any more. */
  disabledAt: z.nullable(z.number()),
  /** Where it takes part, by name. */
  rooms: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Bot = z.infer<typeof botSchema>;
export const botListSchema = z.object({ bots: z.array(botSchema) });
export const oneBotSchema = z.object({ bot: botSchema });
/** `secret` signs what is sent; shown this once, null when it stays as it was. */
export const webhookAnswerSchema = z.object({ bot: botSchema, secret: z.nullable(z.string()) });

const deliveryStates = ["waiting", "delivered", "failed"] as const;
/** What went wrong with a delivery the last time. */
const deliveryFaults = [
  "no_answer",
  "refused",
  "private_address",
  "gone",
  "disabled",
  "reply_refused",
] as const;
export type DeliveryFault = (typeof deliveryFaults)[number];

export const deliverySchema = z.object({
  messageId: z.string(),
  roomId: z.string(),
  roomName: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number(),
  createdAt: z.number(),
  lastAt: z.nullable(z.number()),
  /** When it is tried again; null when it is not. */
  nextAt: z.nullable(z.number()),
  /** HTTP status of the last answer. */
  lastStatus: z.nullable(z.number()),
  lastFault: z.nullable(z.enum(deliveryFaults)),
});
export type Delivery = z.infer<typeof deliverySchema>;
export const deliveryListSchema = z.object({ deliveries: z.array(deliverySchema) });
export const oneDeliverySchema = z.object({ delivery: deliverySchema });

/** What a webhook is sent, signed as https://www.standardwebhooks.com says. */
export const mentionEventSchema = z.object({
  /** The same in every attempt; also `webhook-id`. */
  id: z.string(),
  type: z.literal("mention"),
  room: z.object({ id: z.string(), name: z.string() }),
  message: messageSchema,
  /** When it was sent, ms. */
  at: z.number(),
});
export type MentionEvent = z.infer<typeof mentionEventSchema>;

/** What a webhook may answer: a text that the bot replies with. */
export const webhookReplySchema = z.object({ text: z.optional(editMessageSchema.shape.body) });

const shortBotSchema = z.object({
  id: z.string(),
  name: z.string(),
  image: z.nullable(z.string()),
});
/** The bots of a room, and those of mine that are not in it. */
export const roomBotsSchema = z.object({
  bots: z.array(z.extend(shortBotSchema, { ownerName: z.string(), isMine: z.boolean() })),
  mine: z.array(shortBotSchema),
});
export type RoomBots = z.infer<typeof roomBotsSchema>;
