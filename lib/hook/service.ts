import { changePicture, removePicture, renameBot } from "../auth/service";
import type { Person } from "../auth/schema";
import { getManagedRoom, postMessage } from "../chat/service";
import type { Message } from "../chat/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId, sha256Hex } from "../platform/id";
import { log } from "../platform/log";
import { isSameText } from "../platform/same-text";
import type { HookPost } from "./inputs";
import { hookLimits, type Hook } from "./schema";
import * as store from "./store";

export { readHookPost } from "./inputs";

/**
 * The hooks of a room are for those who look after it: its owner, and moderators and admins in public rooms. To others
 * each of these throws `forbidden`, or `not_found` where the room does not exist for them.
 */
export async function listHooks(deps: Deps, person: Person, roomId: string): Promise<Hook[]> {
  await getManagedRoom(deps, person, roomId);
  return store.listHooks(deps.db, roomId);
}

/** Makes a hook; its address is shown this once. Throws `conflict` when the room has as many as it may. */
export async function createHook(
  deps: Deps,
  person: Person,
  { roomId, name, origin }: { roomId: string; name: string; origin: string },
): Promise<{ hook: Hook; url: string }> {
  await getManagedRoom(deps, person, roomId);
  const [id, secret] = [newId(16), newId(32)];
  const secretHash = await sha256Hex(secret);
  const hook = { id, roomId, name, secretHash, createdBy: person.id, now: deps.now() };
  if (!(await store.insertHook(deps.db, hook))) {
    throw new PlazaError("conflict", {
      detail: `The room has ${hookLimits.perRoom} webhooks; revoke one first`,
    });
  }
  return {
    hook: await getHook(deps, person, { roomId, hookId: id }),
    url: toUrl(origin, id, secret),
  };
}

type Place = { roomId: string; hookId: string };

/** Gives it another name; what it has posted keeps the old one. */
export async function renameHook(
  deps: Deps,
  person: Person,
  place: Place,
  name: string,
): Promise<Hook> {
  await getHook(deps, person, place);
  await renameBot(deps, place.hookId, name);
  return getHook(deps, person, place);
}

/** Changes or (null) removes its picture. Throws like `changePicture`. */
export async function changeHookPicture(
  deps: Deps,
  person: Person,
  place: Place,
  picture: Uint8Array | null,
): Promise<Hook> {
  await getHook(deps, person, place);
  if (picture === null) await removePicture(deps, { id: place.hookId });
  else await changePicture(deps, { id: place.hookId }, picture);
  return getHook(deps, person, place);
}

/** A new address in place of the one it has, which ends at once. */
export async function renewHook(
  deps: Deps,
  person: Person,
  place: Place,
  origin: string,
): Promise<{ hook: Hook; url: string }> {
  const hook = await getHook(deps, person, place);
  const secret = newId(32);
  await store.replaceSecret(deps.db, place.hookId, await sha256Hex(secret));
  return { hook, url: toUrl(origin, place.hookId, secret) };
}

/** Ends a hook at once; its messages stay. Throws `not_found` the second time. */
export async function revokeHook(deps: Deps, person: Person, place: Place): Promise<void> {
  await getHook(deps, person, place);
  await store.revokeHook(deps.db, place.hookId, deps.now());
}

/**
 * Posts what a program sent. Whoever knows the address may; cookies and tokens are not looked at. D1 is asked every time,
 * so that a revoked or renewed secret ends with its change. Throws `not_found`, `rate_limited` (the room counts a hook like
 * any author), and what the room has against it.
 */
export async function postByHook(
  deps: Deps,
  { hookId, secret }: { hookId: string; secret: string },
  { text, clientId }: HookPost,
): Promise<{ message: Message; created: boolean }> {
  const hook = await store.findHookToCall(deps.db, hookId);
  // Compared also when there is none, so that the time taken does not tell which ids exist.
  const isRight = await isSameText(await sha256Hex(secret), hook?.secretHash ?? "");
  if (!hook || !isRight) throw new PlazaError("not_found");
  const posted = await postMessage(deps, { id: hookId }, hook.roomId, { clientId, body: text });
  deps.waitUntil(
    store
      .touchHook(deps.db, hookId, deps.now())
      .catch((cause: unknown) => log("warn", "hook.touch_failed", {}, cause)),
  );
  return posted;
}

async function getHook(deps: Deps, person: Person, { roomId, hookId }: Place): Promise<Hook> {
  await getManagedRoom(deps, person, roomId);
  const hook = await store.findHook(deps.db, roomId, hookId);
  if (!hook) throw new PlazaError("not_found");
  return hook;
}

function toUrl(origin: string, hookId: string, secret: string): string {
  return `${origin}/api/hooks/${hookId}/${secret}`;
}
