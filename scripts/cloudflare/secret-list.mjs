import { randomBytes } from "node:crypto";
import { generateVapid } from "../local/secrets.mjs";

const site = ".";
const chatRoom = "workers/chat-room";
const pathStats = "workers/path-stats";
const everywhere = [site, chatRoom, pathStats];
const random = () => randomBytes(32).toString("base64url");

/** Secrets that are made where they are missing, by name: how, and which deployables read them. */
export const generatedSecrets = {
  AUTH_SECRET: { places: [site], make: random },
  TICKET_SECRET: { places: [site], make: random },
  OPERATOR_TOKEN: { places: [site], make: random },
  ADMIN_SETUP_TOKEN: { places: [site], make: random },
  VAPID_PUBLIC_KEY: { places: [site, chatRoom] },
  VAPID_PRIVATE_KEY: { places: [site, chatRoom] },
  VAPID_SUBJECT: { places: [site, chatRoom] },
};

/** Secrets that only their owner can know; taken from the environment where they are set there, never made. */
export const givenSecrets = {
  ADMIN_EMAILS: { places: [site] },
  AUTH_GITHUB_ID: { places: [site] },
  AUTH_GITHUB_SECRET: { places: [site] },
  AUTH_GOOGLE_ID: { places: [site] },
  AUTH_GOOGLE_SECRET: { places: [site] },
  UPSTASH_REDIS_REST_URL: { places: everywhere },
  UPSTASH_REDIS_REST_TOKEN: { places: everywhere },
  ALERT_WEBHOOK_URL: { places: [site, pathStats] },
};

/** Secrets that sign what lives on: while they change, both values count. */
export const overlapping = {
  AUTH_SECRET: { next: "AUTH_SECRET_NEXT", wait: "30 days, as long as a session may live" },
  TICKET_SECRET: { next: "TICKET_SECRET_NEXT", wait: "5 minutes, as long as a ticket lives" },
};

/** Those that somebody has to be able to read again; they stay in the vault. */
export const keptNames = ["ADMIN_SETUP_TOKEN", "OPERATOR_TOKEN"];

export const vapidNames = ["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"];

/** A new key pair of Web Push; push services write to the site's own address. */
export function makeVapid(project) {
  return { ...generateVapid({}), VAPID_SUBJECT: `https://${project}.pages.dev` };
}
