import { randomUUID } from "node:crypto";
import { drawMountains } from "../fixtures/pictures";
import { newSubscription } from "./roles";
import { secretWord, type Kind, type World } from "./world";

/** Which room stands in the address. */
export type Place = Kind | "empty private" | "empty public" | "direct";

export type Content = { json: unknown } | { form: FormData } | { bytes: Uint8Array<ArrayBuffer> };
type Sent = { path: string; content?: Content };

const roomOf = (world: World, place: Place): Promise<string> => {
  switch (place) {
    case "private":
    case "public":
      return world.room(place);
    case "empty private":
      return world.emptyRoom("private");
    case "empty public":
      return world.emptyRoom("public");
    case "direct":
      return world.directRoom();
  }
};

/** What stands for each parameter of an address. Something made up has the right shape and leads nowhere. */
async function toValue(world: World, name: string, call: string, place: Place): Promise<string> {
  const room = () => roomOf(world, place);
  switch (name) {
    case "roomId":
      return room();
    case "messageId":
      if (!call.includes("/rooms/")) return "A".repeat(20);
      return world.message(await room(), call.endsWith(" of a member") ? "member" : "owner");
    case "userId":
      if (call.includes("/avatars/")) return (await world.avatar()).split("/")[0] ?? "";
      if (place === "direct" || !call.includes("/rooms/")) return world.targetId;
      return world.memberId(await room());
    case "hash":
      return (await world.avatar()).split("/")[1] ?? "";
    case "hookId":
      if (place === "direct") return "A".repeat(16);
      return (await world.hook(await room())).split("/")[0] ?? "";
    case "secret":
      return (await world.hook(await room())).split("/")[1] ?? "";
    case "token":
      if (call.includes("reset")) return "A".repeat(32);
      // Whoever has a link may know where it leads: not into the room that nobody else may know of.
      return world.invitation(place === "private" ? await world.emptyRoom(place) : await room());
    case "botId":
      return world.bot();
    case "tokenId":
      return world.token();
    case "linkId":
      return world.link();
    case "shareId":
      return world.share();
    case "attachmentId":
      return world.attachment(await room());
    case "sid":
      return world.session();
    default:
      return fixed[name] ?? "A".repeat(20);
  }
}

const fixed: Record<string, string> = {
  emoji: encodeURIComponent("👍"),
  side: "generated",
  "...nextauth": "session",
  "...call": "system-stats",
  "...missing": "nowhere/at/all",
  retired: "compare",
};

/** No day: whoever is let in hears so, and nothing is archived in a test. */
const noDay = "2026-13-01";

/** What is asked beyond the address. */
const queries: Record<string, (world: World) => string | Promise<string>> = {
  "GET /api/admin/paths/stats": () => "path=/nobody/was/here",
  "GET /api/admin/paths/events/export": () => "from=2020-01-01&to=2020-01-02",
  "GET /api/admin/archive/query": () => `date=${noDay}`,
  "GET /api/admin/archive/download": () => `date=${noDay}`,
  "GET /api/chat/search": () => `q=${secretWord}`,
  "GET /api/chat/meta": async (world) => `rooms=${await world.room("private")}`,
  "GET /api/people/names": (world) => `ids=${world.targetId}`,
  "GET /api/share/cards": async (world) => `ids=${await world.share()}`,
  "GET /api/share/oembed": async (world) => `url=${world.url}/share/${await world.share()}`,
  "GET /api/dashboard/[linkId]/stats": () => "path=/nobody/was/here",
  "DELETE /api/push/subscriptions": async (world) => `id=${await world.browser()}`,
};

/** What is sent; a call that stands nowhere here sends an empty object. */
const contents: Record<string, (world: World) => Content | Promise<Content>> = {
  "POST /api/admin/archive/trigger": () => ({ json: { date: noDay } }),
  "POST /api/admin/archive/restore": () => ({ json: { date: noDay } }),
  "POST /api/admin/dashboard-links": () => ({ json: { name: "Without a view" } }),
  "PATCH /api/admin/dashboard-links/[linkId]": () => ({ json: { name: "Renamed" } }),
  "POST /api/admin/paths/replay": () => ({ json: { archive: noDay } }),
  "POST /api/admin/paths/dead-letters/replay": () => ({ json: { ids: ["made up"] } }),
  "PATCH /api/admin/people/[userId]": () => ({ json: { role: "member" } }),
  "POST /api/admin/people/[userId]/partner": () => ({ json: { decision: "approve" } }),
  "POST /api/auth/register": () => ({ json: { email: "nobody", name: "", password: "" } }),
  "POST /api/auth/reset": () => ({
    json: { token: "A".repeat(32), password: "long enough it is" },
  }),
  "POST /api/hooks/[hookId]/[secret]": () => ({ json: { text: "By a program" } }),
  "POST /api/moderation/reports/[messageId]": () => ({ json: { action: "dismiss" } }),
  "POST /api/share": (world) => ({ form: world.shareForm() }),
  "PATCH /api/share/[shareId]": () => ({ json: { expiresInDays: 7 } }),
  "POST /api/share/[shareId]/report": () => ({ json: { reason: "other" } }),
  "POST /api/me/bots": () => ({ json: { name: "" } }),
  "PATCH /api/me/bots/[botId]": () => ({ json: { name: "Renamed" } }),
  "PUT /api/me/bots/[botId]/webhook": () => ({ json: { url: "https://10.0.0.1/" } }),
  "POST /api/me/bots/[botId]/tokens": () => ({ json: { name: "T", scopes: ["chat:read"] } }),
  "POST /api/me/tokens": () => ({ json: { name: "" } }),
  "PATCH /api/me": () => ({ json: { theme: "system" } }),
  "DELETE /api/me": () => ({ json: { password: "not the one", messages: "keep" } }),
  "PUT /api/me/password": () => ({ json: { current: "not the one", next: "long enough it is" } }),
  "PUT /api/me/picture": () => ({ bytes: picture() }),
  "PUT /api/me/bots/[botId]/picture": () => ({ bytes: picture() }),
  "PUT /api/me/notifications": () => ({ json: { until: null, daily: null } }),
  "POST /api/me/partner": () => ({ json: { profile: "" } }),
  "PUT /api/push/subscriptions": () => ({ json: newSubscription() }),
  "POST /api/push/test": () => ({ json: { id: "A".repeat(16) } }),
  "POST /api/chat/rooms": () => ({ json: { kind: "private", name: "" } }),
  "POST /api/chat/uploads": () => {
    const form = new FormData();
    form.set("file", new File(["Words"], "words.txt"));
    return { form };
  },
  "PUT /api/chat/rooms/[roomId]/bans/[userId]": () => ({ json: { reason: "In a test" } }),
  "PUT /api/chat/rooms/[roomId]/mutes/[userId]": () => ({ json: { seconds: 600 } }),
  "PATCH /api/chat/rooms/[roomId]": () => ({ json: { slowModeSeconds: 0 } }),
  "PUT /api/chat/rooms/[roomId]/involvement": () => ({ json: { involvement: "mentions" } }),
  "POST /api/chat/rooms/[roomId]/hooks": () => ({ json: { name: "One more" } }),
  "PATCH /api/chat/rooms/[roomId]/hooks/[hookId]": () => ({ json: { name: "Renamed" } }),
  "PUT /api/chat/rooms/[roomId]/hooks/[hookId]/picture": () => ({ bytes: picture() }),
  "POST /api/chat/rooms/[roomId]/read": () => ({ json: { seq: 1 } }),
  "POST /api/chat/rooms/[roomId]/unread": () => ({ json: { seq: 1 } }),
  "POST /api/chat/rooms/[roomId]/members": (world) => ({ json: { userIds: [world.targetId] } }),
  "DELETE /api/chat/rooms/[roomId]/members": (world) => ({ json: { userIds: [world.targetId] } }),
  "POST /api/chat/rooms/[roomId]/messages": () => ({
    json: { clientId: randomUUID(), body: "Words" },
  }),
  "PATCH /api/chat/rooms/[roomId]/messages/[messageId]": () => ({ json: { body: "Other words" } }),
  "POST /api/chat/rooms/[roomId]/messages/[messageId]/report": () => ({ json: { reason: "spam" } }),
};

const picture = () => new Uint8Array(drawMountains({ width: 16, height: 16 }, "dusk"));

/** The request that a row of the tables stands for: `{method} {template}`, and `of a member` for somebody else's thing. */
export async function toRequest(world: World, row: string, place: Place): Promise<Sent> {
  const [method = "", template = ""] = row.split(" ");
  const call = `${method} ${template}`;
  const names = [...template.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name ?? "");
  let path = template;
  for (const name of names) {
    path = path.replace(`[${name}]`, await toValue(world, name, row, place));
  }
  const query = await queries[call]?.(world);
  // What the call is about stands in the body; it has to be there all the same.
  if (call === "DELETE /api/chat/rooms/[roomId]/members" && place !== "direct") {
    await world.memberId(await roomOf(world, place));
  }
  const content = method === "GET" ? undefined : ((await contents[call]?.(world)) ?? { json: {} });
  return { path: query ? `${path}?${query}` : path, ...(content && { content }) };
}

/** What is not there any more after a call that was carried out. */
const taken: [RegExp, string][] = [
  [/^DELETE .*\/\[messageId\]/, "message"],
  [/^(PUT|DELETE) .*\/bans\/|^DELETE .*\/members/, "target"],
  [/^DELETE .*\/\[hookId\]$|\/secret$/, "hook"],
  [/^DELETE .*\/\[botId\]$/, "bot"],
  [/^DELETE .*\/\[tokenId\]$/, "token"],
  [/^DELETE .*\/\[linkId\]$/, "link"],
  [/^DELETE .*\/\[shareId\]$/, "share"],
  [/^DELETE .*\/sessions/, "session"],
  [/^DELETE .*\/subscriptions$/, "browser"],
  [/^(PUT|DELETE) .*\/me\/picture$/, "avatar"],
];

/** Has made anew what a call has taken away. */
export function forgetTaken(world: World, row: string): void {
  for (const [pattern, thing] of taken) if (pattern.test(row)) world.forget(thing);
}

/** Sends it; answers the status and what is said. */
export async function send(
  url: string,
  row: string,
  { path, content }: Sent,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const method = row.split(" ")[0] ?? "GET";
  const sent = await toBody(content);
  const answer = await fetch(`${url}${path}`, {
    method,
    redirect: "manual",
    // From somewhere else each time: limits by address are no matter of roles.
    headers: {
      ...headers,
      "cf-connecting-ip": newAddress(),
      ...(sent && { "content-type": sent.type }),
    },
    ...(sent && { body: sent.body }),
  });
  return { status: answer.status, text: await answer.text() };
}

const newAddress = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;

/** As bytes, which leave in one piece: an answer that comes before all of them would break the connection. */
async function toBody(content: Content | undefined) {
  if (!content) return undefined;
  if ("json" in content) return { body: JSON.stringify(content.json), type: "application/json" };
  if ("bytes" in content) return { body: content.bytes, type: "application/octet-stream" };
  const form = new Response(content.form);
  return { body: await form.arrayBuffer(), type: form.headers.get("content-type") ?? "" };
}
