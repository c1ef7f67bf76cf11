import { botParams, botRoomParams, deliveryParams } from "../bot/schema";
import { roomParamsSchema } from "../chat/request-schema";
import { hookCallParams, hookParams } from "../hook/schema";
import { toOperation, type Call } from "./call";
import type { Operation } from "./operation";

/** Every call by which programs take part in rooms, and by which people look after them. */

const room = "/api/chat/rooms/{roomId}";
const bot = "/api/me/bots/{botId}";

const params = roomParamsSchema;
const hooks: Call[] = [
  {
    ...{ method: "post", path: "/api/hooks/{hookId}/{secret}", id: "postByHook" },
    ...{ access: "address", params: hookCallParams, body: "HookPost" },
    summary: "Post into a room",
    description:
      "Whoever knows the address may. With an `Idempotency-Key` header, a repeat posts nothing. Also takes `text/plain`, and forms with a `payload` as for Slack.",
    answer: [201, "The message", "OneMessage"],
    again: "The first message of this `Idempotency-Key`",
    problems: ["rate_limited", "unavailable"],
  },
  {
    ...{ method: "get", path: `${room}/hooks`, id: "listHooks", params },
    summary: "The incoming webhooks of a room that I look after",
    answer: [200, "The webhooks, without their addresses", "HookList"],
  },
  {
    ...{ method: "post", path: `${room}/hooks`, id: "createHook", params, body: "ProgramName" },
    summary: "Make an incoming webhook",
    answer: [201, "The only answer that holds its address", "OpenedHook"],
    problems: ["conflict"],
  },
  {
    ...{ method: "patch", path: `${room}/hooks/{hookId}`, id: "renameHook", params: hookParams },
    body: "ProgramName",
    summary: "Give an incoming webhook another name",
    answer: [200, "The webhook", "OneHook"],
  },
  {
    ...{ method: "delete", path: `${room}/hooks/{hookId}`, id: "revokeHook", params: hookParams },
    summary: "Revoke an incoming webhook; its messages stay",
    answer: [204, "It is revoked"],
  },
  {
    ...{ method: "post", path: `${room}/hooks/{hookId}/secret`, id: "renewHook" },
    params: hookParams,
    summary: "A new address; the one before ends at once",
    answer: [200, "The only answer that holds the address", "OpenedHook"],
  },
  ...(["put", "delete"] as const).map((method): Call => {
    const [id, summary] =
      method === "put"
        ? (["setHookPicture", "Set the picture: the bytes of a PNG, JPEG or WebP"] as const)
        : (["removeHookPicture", "Remove the picture"] as const);
    return {
      ...{ method, id, summary, path: `${room}/hooks/{hookId}/picture`, params: hookParams },
      answer: [200, "The webhook", "OneHook"],
      problems: method === "put" ? ["unsupported_media_type", "payload_too_large"] : [],
    };
  }),
];

const bots: Call[] = [
  {
    ...{ method: "get", path: `${room}/bots`, id: "listRoomBots", params },
    summary: "The bots of a room, and mine that I could bring in",
    answer: [200, "The bots", "RoomBots"],
  },
  {
    ...{ method: "get", path: "/api/me/bots", id: "listBots" },
    summary: "My bots",
    answer: [200, "In the order they were made", "BotList"],
  },
  {
    ...{ method: "post", path: "/api/me/bots", id: "createBot", body: "ProgramName" },
    summary: "Make a bot",
    answer: [201, "The bot", "OneBot"],
    problems: ["conflict"],
  },
  {
    ...{ method: "patch", path: bot, id: "renameBot", params: botParams, body: "ProgramName" },
    summary: "Give a bot another name",
    answer: [200, "The bot", "OneBot"],
  },
  {
    ...{ method: "delete", path: bot, id: "removeBot", params: botParams },
    summary: "End a bot: its tokens at once, its memberships after; its messages stay",
    answer: [204, "It has ended"],
  },
  ...(["put", "delete"] as const).map((method): Call => {
    const [id, summary] =
      method === "put"
        ? (["setBotPicture", "Set the picture: the bytes of a PNG, JPEG or WebP"] as const)
        : (["removeBotPicture", "Remove the picture"] as const);
    return {
      ...{ method, id, summary, path: `${bot}/picture`, params: botParams },
      answer: [200, "The bot", "OneBot"],
      problems: method === "put" ? ["unsupported_media_type", "payload_too_large"] : [],
    };
  }),
  {
    ...{ method: "get", path: `${bot}/tokens`, id: "listBotTokens", params: botParams },
    summary: "The tokens of a bot",
    answer: [200, "Newest first, without their secrets", "TokenList"],
  },
  {
    ...{ method: "post", path: `${bot}/tokens`, id: "createBotToken", params: botParams },
    body: "CreateBotToken",
    summary: "Make a token that acts as the bot; revoked like my own",
    answer: [201, "The only answer that holds the token itself", "CreatedToken"],
    problems: ["conflict", "rate_limited"],
  },
  {
    ...{ method: "put", path: `${bot}/webhook`, id: "setWebhook", params: botParams },
    body: "SetWebhook",
    summary: "Have mentions sent to an address, signed as Standard Webhooks",
    answer: [200, "With the secret, the first time", "WebhookAnswer"],
  },
  {
    ...{ method: "post", path: `${bot}/webhook`, id: "renewWebhookSecret", params: botParams },
    summary: "A new signing secret; the one before signs as well for a day",
    answer: [200, "The only answer that holds the secret", "WebhookAnswer"],
  },
  {
    ...{ method: "delete", path: `${bot}/webhook`, id: "clearWebhook", params: botParams },
    summary: "Send no mentions any more",
    answer: [200, "The bot", "OneBot"],
  },
  {
    ...{ method: "get", path: `${bot}/deliveries`, id: "listDeliveries", params: botParams },
    summary: "The newest 50 mentions that a webhook was owed",
    answer: [200, "Newest first", "DeliveryList"],
  },
  {
    ...{ method: "post", path: `${bot}/deliveries/{messageId}`, id: "sendAgain" },
    params: deliveryParams,
    summary: "Send one of them again now, under the same id",
    answer: [200, "How that went", "OneDelivery"],
  },
  {
    ...{ method: "put", path: `${bot}/rooms/{roomId}`, id: "addBotToRoom", params: botRoomParams },
    summary: "Bring a bot of mine into a room where I may invite",
    answer: [200, "The bot", "OneBot"],
  },
  {
    ...{ method: "delete", path: `${bot}/rooms/{roomId}`, id: "removeBotFromRoom" },
    params: botRoomParams,
    summary: "Take a bot of mine out of a room",
    answer: [200, "The bot", "OneBot"],
  },
];

export const programOperations: Operation[] = [
  ...hooks.map((call) => toOperation("hooks", call)),
  ...bots.map((call) => toOperation("bots", call)),
];
