import { createECDH, randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { request as newRequest, expect } from "@playwright/test";
import { signIn, signUp, type Account } from "../fixtures/accounts";

/** The columns of the tables, in their order. */
export const roles = [
  /** Signed out. */
  "visitor",
  /** Signed in, and in none of the rooms. */
  "outsider",
  /** In the rooms. */
  "member",
  /** In the rooms, muted there. */
  "muted",
  /** Banned from the rooms. */
  "shut-out",
  /** Made the rooms. */
  "owner",
  /** An approved partner, in none of the rooms. */
  "partner",
  /** In none of the rooms. */
  "moderator",
  /** In none of the rooms. */
  "admin",
  /** Was an admin a moment ago. */
  "demoted",
  /** From the community. */
  "banned",
  /** A bot of the owner in the rooms, by a token with every scope of bots. */
  "bot",
  /** The same by a token that may read only. */
  "reader",
  /** An admin's API token with every scope there is. */
  "token",
  /** A program with the operator's token. */
  "operator",
] as const;
export type Role = (typeof roles)[number];

/**
 * What each role hears, by call: `GET /api/me` to the statuses in the order of `roles`. `-` is not asked, where another
 * column says the same: a token that reads less than one which is refused, a page, which looks at no token.
 */
export type Table = Record<string, string>;

/** Who calls: what is sent along to be known, and as whom one is known. */
export type Caller = { headers: Record<string, string>; id: string; name: string };

type Asked = { method?: string; data?: unknown; headers?: Record<string, string> };

/** One JSON call that has to succeed. */
export async function ask<T>(url: string, path: string, caller: Caller, asked: Asked): Promise<T> {
  const { method = "POST", data } = asked;
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { ...caller.headers, "content-type": "application/json" },
    ...(data === undefined ? {} : { body: JSON.stringify(data) }),
  });
  const text = await answer.text();
  expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true);
  return JSON.parse(text || "null");
}

export const nobody: Caller = { headers: {}, id: "", name: "" };

/** Registers somebody and signs them in. */
export async function join(url: string, name: string): Promise<Caller & { account: Account }> {
  const context = await newRequest.newContext({ baseURL: url });
  const account = await signUp(context, name);
  const headers = { cookie: await cookieOf(context) };
  await context.dispose();
  return { headers, id: account.id, name, account };
}

async function register(url: string, name: string): Promise<string> {
  const data = { email: `${randomUUID()}@example.test`, name, password: randomUUID() };
  return (await ask<{ id: string }>(url, "/api/auth/register", nobody, { data })).id;
}

/** A session more of somebody who is registered. */
export async function enter(url: string, account: Account): Promise<Caller> {
  const context = await newRequest.newContext({ baseURL: url });
  await signIn(context, account);
  const headers = { cookie: await cookieOf(context) };
  await context.dispose();
  return { headers, id: account.id, name: account.name };
}

type Context = Awaited<ReturnType<typeof newRequest.newContext>>;
async function cookieOf(context: Context): Promise<string> {
  const { cookies } = await context.storageState();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

type Opened = { room: { id: string } };

const byToken = (secret: string): Caller => ({
  headers: { authorization: `Bearer ${secret}` },
  id: "",
  name: "",
});

/** One caller for each role that needs no room yet; `bot` and `reader` are tokens of `botId`, whom `owner` owns. */
export async function makeCallers(url: string, adminAccount: Account) {
  const first = await enter(url, adminAccount);
  const names = ["outsider", "member", "muted", "shut-out", "owner", "partner"] as const;
  const more = ["admin", "moderator", "demoted", "banned"] as const;
  const joined = [...names, ...more].map(async (name) => {
    return [name, await join(url, `The ${name}`)] as const;
  });
  const made = new Map<string, Caller & { account: Account }>(await Promise.all(joined));
  const of = (name: (typeof names)[number] | (typeof more)[number]) => made.get(name) ?? nobody;
  // One of its own: what it does to its sessions is nobody else's trouble.
  const admin = of("admin");
  await ask(url, `/api/admin/people/${admin.id}`, first, {
    method: "PATCH",
    data: { role: "admin" },
  });
  const change = (name: "owner" | "moderator" | "demoted" | "banned", data: object) =>
    ask(url, `/api/admin/people/${of(name).id}`, admin, { method: "PATCH", data });

  await change("moderator", { role: "moderator" });
  await ask(url, "/api/me/partner", of("partner"), {
    data: { profile: "I stand in for every partner whom an admin has approved." },
  });
  await ask(url, `/api/admin/people/${of("partner").id}/partner`, admin, {
    data: { decision: "approve" },
  });
  // Members open no public rooms; theirs are from a time when they were more.
  await change("owner", { role: "moderator" });
  const openRoom = async () => {
    const data = { kind: "public", name: "Open to all" };
    const { room } = await ask<Opened>(url, "/api/chat/rooms", of("owner"), { data });
    return room.id;
  };
  const publicRooms = { full: await openRoom(), empty: await openRoom() };
  await change("owner", { role: "member" });
  const { bot } = await ask<{ bot: { id: string } }>(url, "/api/me/bots", of("owner"), {
    data: { name: "A bot" },
  });
  const newToken = async (path: string, by: Caller, scopes: string[]) => {
    const data = { name: "Of the access table", scopes };
    const { secret } = await ask<{ secret: string }>(url, path, by, { data });
    return byToken(secret);
  };
  const botTokens = `/api/me/bots/${bot.id}/tokens`;
  const callers: Record<Role, Caller> = {
    visitor: nobody,
    outsider: of("outsider"),
    member: of("member"),
    muted: of("muted"),
    "shut-out": of("shut-out"),
    owner: of("owner"),
    partner: of("partner"),
    moderator: of("moderator"),
    admin,
    demoted: of("demoted"),
    banned: of("banned"),
    bot: await newToken(botTokens, of("owner"), ["chat:read", "chat:write"]),
    reader: await newToken(botTokens, of("owner"), ["chat:read"]),
    token: await newToken("/api/me/tokens", admin, [
      "share:read",
      "share:write",
      "chat:read",
      "chat:write",
    ]),
    operator: byToken(readOperatorToken()),
  };
  return {
    callers,
    /** Is in the rooms to be taken out, muted and banned; never signs in. */
    targetId: await register(url, "The target"),
    ownerAccount: made.get("owner")?.account,
    botId: bot.id,
    /** Of the owner, with nobody else in them yet. */
    publicRooms,
    /** Leaves the one an admin of a moment ago, the other banned; both were answered as what they are no more. */
    async fall(): Promise<void> {
      await change("demoted", { role: "admin" });
      await change("banned", { role: "admin", status: "active" });
      for (const name of ["demoted", "banned"] as const) {
        await ask(url, "/api/admin/people/overview", of(name), { method: "GET" });
      }
      await change("demoted", { role: "member" });
      await change("banned", { status: "banned", reason: "To be shut out in a test" });
    },
  };
}

/** As the server has it, which `npm start` made. */
function readOperatorToken(): string {
  const file = readFileSync(resolve(import.meta.dirname, "../../../.dev.vars"), "utf8");
  return process.env.OPERATOR_TOKEN ?? /^OPERATOR_TOKEN=(\S+)$/m.exec(file)?.[1] ?? "";
}

/** What a browser shows of itself when it subscribes to pushes. */
export function newSubscription(): object {
  const keys = createECDH("prime256v1");
  keys.generateKeys();
  return {
    endpoint: `https://push.example.com/${randomUUID()}`,
    keys: {
      p256dh: keys.getPublicKey("base64url"),
      auth: randomBytes(16).toString("base64url"),
    },
  };
}
