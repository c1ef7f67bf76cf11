import * as z from "zod/mini";
import {
  botListSchema,
  deliveryListSchema,
  oneBotSchema,
  oneDeliverySchema,
  roomBotsSchema,
  webhookAnswerSchema,
} from "@/lib/bot/schema";
import { hookSchema, openedHookSchema } from "@/lib/hook/schema";
import { fetchJson } from "@/lib/http/fetcher";

/** What the screens ask of hooks and bots. Each throws `PlazaError` or `NetworkError`. */

const nothing = z.undefined();
const hookListSchema = z.object({ hooks: z.array(hookSchema) });

const part = encodeURIComponent;
export const toHooksUrl = (roomId: string) => `/api/chat/rooms/${part(roomId)}/hooks`;
export const toRoomBotsUrl = (roomId: string) => `/api/chat/rooms/${part(roomId)}/bots`;
export const botsUrl = "/api/me/bots";
const toBotUrl = (botId: string) => `${botsUrl}/${part(botId)}`;
export const toBotTokensUrl = (botId: string) => `${toBotUrl(botId)}/tokens`;
export const toDeliveriesUrl = (botId: string) => `${toBotUrl(botId)}/deliveries`;

export const readHooks = (url: string) => fetchJson(url, hookListSchema);
export const readRoomBots = (url: string) => fetchJson(url, roomBotsSchema);
export const readBots = (url: string) => fetchJson(url, botListSchema);
export const readDeliveries = (url: string) => fetchJson(url, deliveryListSchema);

export const createHook = (roomId: string, name: string) =>
  fetchJson(toHooksUrl(roomId), openedHookSchema, { method: "POST", json: { name } });

export const renewHook = (roomId: string, hookId: string) =>
  fetchJson(`${toHooksUrl(roomId)}/${part(hookId)}/secret`, openedHookSchema, { method: "POST" });

export const revokeHook = (roomId: string, hookId: string) =>
  fetchJson(`${toHooksUrl(roomId)}/${part(hookId)}`, nothing, { method: "DELETE" });

export const renameHook = (roomId: string, hookId: string, name: string) =>
  fetchJson(`${toHooksUrl(roomId)}/${part(hookId)}`, z.unknown(), {
    method: "PATCH",
    json: { name },
  });

export const removeHookPicture = (roomId: string, hookId: string) =>
  fetchJson(`${toHooksUrl(roomId)}/${part(hookId)}/picture`, z.unknown(), { method: "DELETE" });

export const setHookPicture = (roomId: string, hookId: string, body: Blob) =>
  fetchJson(`${toHooksUrl(roomId)}/${part(hookId)}/picture`, z.unknown(), { method: "PUT", body });

export const createBot = (name: string) =>
  fetchJson(botsUrl, oneBotSchema, { method: "POST", json: { name } });

export const removeBot = (botId: string) =>
  fetchJson(toBotUrl(botId), nothing, { method: "DELETE" });

export const renameBot = (botId: string, name: string) =>
  fetchJson(toBotUrl(botId), oneBotSchema, { method: "PATCH", json: { name } });

export const removeBotPicture = (botId: string) =>
  fetchJson(`${toBotUrl(botId)}/picture`, oneBotSchema, { method: "DELETE" });

export const setBotPicture = (botId: string, body: Blob) =>
  fetchJson(`${toBotUrl(botId)}/picture`, oneBotSchema, { method: "PUT", body });

export const setWebhook = (botId: string, url: string) =>
  fetchJson(`${toBotUrl(botId)}/webhook`, webhookAnswerSchema, { method: "PUT", json: { url } });

export const renewWebhookSecret = (botId: string) =>
  fetchJson(`${toBotUrl(botId)}/webhook`, webhookAnswerSchema, { method: "POST" });

export const clearWebhook = (botId: string) =>
  fetchJson(`${toBotUrl(botId)}/webhook`, oneBotSchema, { method: "DELETE" });

export const sendAgain = (botId: string, messageId: string) =>
  fetchJson(`${toDeliveriesUrl(botId)}/${part(messageId)}`, oneDeliverySchema, { method: "POST" });

export const putBotIntoRoom = (botId: string, roomId: string) =>
  fetchJson(`${toBotUrl(botId)}/rooms/${part(roomId)}`, oneBotSchema, { method: "PUT" });

export const takeBotOutOfRoom = (botId: string, roomId: string) =>
  fetchJson(`${toBotUrl(botId)}/rooms/${part(roomId)}`, oneBotSchema, { method: "DELETE" });
