import { z } from "zod";
import {
  botListSchema,
  botSchema,
  deliveryListSchema,
  deliverySchema,
  nameBotSchema,
  oneBotSchema,
  oneDeliverySchema,
  roomBotsSchema,
  setWebhookSchema,
  webhookAnswerSchema,
} from "../bot/schema";
import { mentionPageSchema } from "../chat/mention-schema";
import {
  banListSchema,
  banSchema,
  muteListSchema,
  muteSchema,
  reportSchema,
} from "../chat/moderation-schema";
import {
  attachmentSchema,
  chooseInvolvementSchema,
  createRoomSchema,
  editMessageSchema,
  memberIdsSchema,
  messagePageSchema,
  messageSchema,
  moveReadSchema,
  postMessageSchema,
  roomKindSchema,
  roomListSchema,
  roomMemberSchema,
  roomMetaSchema,
  roomMetasSchema,
  roomSummarySchema,
  updateRoomSchema,
} from "../chat/schema";
import { hookPostSchema, hookSchema, oneHookSchema, openedHookSchema } from "../hook/schema";
import { problemCodes } from "../http/problem";
import { searchPageSchema } from "../search/schema";
import {
  createdShareSchema,
  extendShareSchema,
  reportShareSchema,
  shareCardsSchema,
  shareFormSchema,
  shareFromAttachmentSchema,
  shareFromUrlsSchema,
  shareMonitorSchema,
  sharePageSchema,
  shareSchema,
  storedImageSchema,
} from "../share/schema";
import {
  apiTokenSchema,
  createBotTokenSchema,
  createdTokenSchema,
  createTokenSchema,
  tokenListSchema,
} from "../token/schema";

/** The shapes of the API by the names they have in its description. All are what the routes parse or what clients parse. */

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

/** oEmbed 1.0; https://oembed.com */
const oembedSchema = z.object({
  version: z.literal("1.0"),
  type: z.enum(["photo", "link"]),
  title: z.string().optional(),
  provider_name: z.string(),
  provider_url: z.string(),
  cache_age: z.number(),
  url: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  thumbnail_url: z.string().optional(),
  thumbnail_width: z.number().optional(),
  thumbnail_height: z.number().optional(),
});

/** Bodies: what may be sent. */
export const inputs = {
  ShareFromUrls: shareFromUrlsSchema,
  ShareFromAttachment: shareFromAttachmentSchema,
  ShareForm: shareFormSchema,
  ExtendShare: extendShareSchema,
  ReportShare: reportShareSchema,
  CreateToken: createTokenSchema,
  CreateBotToken: createBotTokenSchema,
  PostMessage: postMessageSchema,
  EditMessage: editMessageSchema,
  MoveRead: moveReadSchema,
  UploadForm: z.object({}),
  ReportMessage: reportSchema,
  CreateRoom: createRoomSchema,
  ChangeRoom: updateRoomSchema,
  MemberIds: memberIdsSchema,
  Mute: muteSchema,
  Ban: banSchema,
  HookPost: hookPostSchema,
  ProgramName: nameBotSchema,
  SetWebhook: setWebhookSchema,
} as const;

/** Answers. */
export const outputs = {
  Problem: problemSchema,
  StoredImage: storedImageSchema,
  Share: shareSchema,
  CreatedShare: createdShareSchema,
  SharePage: sharePageSchema,
  ShareCards: shareCardsSchema,
  ShareMonitor: shareMonitorSchema,
  Oembed: oembedSchema,
  ApiToken: apiTokenSchema,
  TokenList: tokenListSchema,
  CreatedToken: createdTokenSchema,
  RoomList: roomListSchema,
  RoomSummary: roomSummarySchema,
  OneRoom: z.object({ room: roomSummarySchema }),
  RoomMeta: roomMetaSchema,
  RoomMetas: roomMetasSchema,
  Member: roomMemberSchema,
  MemberList: z.object({ members: z.array(roomMemberSchema) }),
  MemberPage: z.object({
    members: z.array(roomMemberSchema),
    nextCursor: z.string().nullable(),
  }),
  Involvement: chooseInvolvementSchema,
  InvitationLink: z.object({ token: z.string(), url: z.string(), expiresAt: z.number() }),
  Invitation: z.object({
    room: z.object({
      id: z.string(),
      name: z.string(),
      topic: z.string(),
      kind: roomKindSchema,
    }),
    invitedBy: z.string(),
    expiresAt: z.number(),
  }),
  MuteList: muteListSchema,
  BanList: banListSchema,
  Attachment: attachmentSchema,
  Message: messageSchema,
  OneMessage: z.object({ message: messageSchema }),
  MessagePage: messagePageSchema,
  PinList: z.object({ messages: z.array(messageSchema) }),
  ReportedId: z.object({ messageId: z.string() }),
  SearchPage: searchPageSchema,
  MentionPage: mentionPageSchema,
  ReadPosition: z.object({ readSeq: z.int() }),
  Ticket: z.object({ ticket: z.string(), url: z.string(), expiresIn: z.int() }),
  Hook: hookSchema,
  OneHook: oneHookSchema,
  HookList: z.object({ hooks: z.array(hookSchema) }),
  OpenedHook: openedHookSchema,
  Bot: botSchema,
  OneBot: oneBotSchema,
  BotList: botListSchema,
  WebhookAnswer: webhookAnswerSchema,
  RoomBots: roomBotsSchema,
  Delivery: deliverySchema,
  OneDelivery: oneDeliverySchema,
  DeliveryList: deliveryListSchema,
} as const;

/** `CreateShare` is one of two inputs. */
export type SchemaName = keyof typeof inputs | keyof typeof outputs | "CreateShare";

/** What names and types of fields do not say; times are ms since 1970. */
export const notes: Partial<Record<SchemaName, Record<string, string>>> = {
  Problem: {
    type: "Always `about:blank`.",
    code: "What to switch on; the list is closed.",
    detail: "More about this failure, in English.",
    errors: "With `invalid_input`: every field that does not fit.",
  },
  ShareFromUrls: {
    generatedUrl: "The result, https. Private addresses and names are refused.",
    originalUrl: "What it was made from; the page then compares the two.",
  },
  ShareFromAttachment: { attachmentId: "An image on a message of a room that you are in." },
  ShareForm: {
    timestamp: "When the picture was made, ms. Default: now.",
    clientId: "Chosen by you: the same again answers the first share instead of making another.",
    expiresInDays: "How long the share lives, from now.",
  },
  Share: {
    url: "Its page.",
    generatedUrl: "The result.",
    originalUrl: "What it was made from, if there is one.",
    generatedImage: "Of an image that is kept here; null for one elsewhere.",
    originalImage: "Of an image that is kept here; null for one elsewhere.",
    timestamp: "When the picture was made, as its maker says; ms.",
    createdAt: "ms",
    expiresAt: "ms; then the share answers `gone`.",
    isR2Stored: "Whether its images are kept here.",
    views: "Of its page; some seconds late.",
  },
  CreatedShare: { url: "Its page.", expiresAt: "ms" },
  SharePage: {
    nextCursor: "Ask for the next page with it; null on the last.",
    dataSource: "Other than `d1`: the newest and the removed may be seen late.",
  },
  ShareMonitor: {
    access: "Of the last hour; rates between 0 and 1; null while the statistics do not answer.",
  },
  Oembed: { cache_age: "Seconds." },
  ApiToken: {
    hint: "Its last four letters.",
    lastUsedAt: "ms, to the minute.",
    expiresAt: "ms; null: it works until it is revoked.",
  },
  CreateToken: { expiresInDays: "Null: it works until it is revoked." },
  CreatedToken: { secret: "The token itself; it is never shown again." },
  PostMessage: { clientId: "Chosen by you: the same again answers the first message." },
  Mute: { seconds: "600 to 604,800.", reason: "They read it." },
  Ban: { seconds: "Null: for good." },
  HookPost: { text: "1 to 4,000 characters." },
  OpenedHook: { url: "Where programs post to; it is never shown again." },
  WebhookAnswer: { secret: "`whsec_` and base64; null when it stays as it was." },
};
