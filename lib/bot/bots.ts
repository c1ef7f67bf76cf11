import { changePicture, endBot, removePicture, renameBot } from "../auth/service";
import type { Person } from "../auth/schema";
import { addToRoom, canInvite, getMembership, leaveRoom } from "../chat/service";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { createToken, listTokens } from "../token/service";
import type { ApiToken, CreateToken } from "../token/schema";
import { botLimits, type Bot, type RoomBots } from "./schema";
import { clearWebhook, findBot, insertBot, listBots as listRows, readRoomBots } from "./store/bots";

/** My bots in the order I made them. */
export function listBots(deps: Deps, person: Person): Promise<Bot[]> {
  return listRows(deps.db, person.id);
}

/** Throws `not_found` for a bot that is not mine. */
export async function getBot(deps: Deps, person: Person, botId: string): Promise<Bot> {
  const bot = await findBot(deps.db, person.id, botId);
  if (!bot) throw new PlazaError("not_found");
  return bot;
}

/** Makes a bot of mine. Throws `conflict` when I have as many as one may. */
export async function createBot(deps: Deps, person: Person, name: string): Promise<Bot> {
  const id = newId(16);
  if (!(await insertBot(deps.db, { id, ownerId: person.id, name, now: deps.now() }))) {
    throw new PlazaError("conflict", {
      detail: `You have ${botLimits.perPerson} bots; remove one first`,
    });
  }
  return getBot(deps, person, id);
}

/** Gives a bot another name; what it has written keeps the old one. */
export async function changeBot(
  deps: Deps,
  person: Person,
  botId: string,
  name: string,
): Promise<Bot> {
  await getBot(deps, person, botId);
  await renameBot(deps, botId, name);
  return getBot(deps, person, botId);
}

/** Changes or (null) removes a bot's picture. Throws like `changePicture`. */
export async function changeBotPicture(
  deps: Deps,
  person: Person,
  botId: string,
  picture: Uint8Array | null,
): Promise<Bot> {
  await getBot(deps, person, botId);
  if (picture === null) await removePicture(deps, { id: botId });
  else await changePicture(deps, { id: botId }, picture);
  return getBot(deps, person, botId);
}

/**
 * Ends a bot: its tokens and sockets at once, its memberships after; its messages stay. Doing it again changes nothing
 * but answers `not_found`.
 */
export async function removeBot(deps: Deps, person: Person, botId: string): Promise<void> {
  await getBot(deps, person, botId);
  await endBot(deps, botId);
  await clearWebhook(deps.db, botId);
}

/** The tokens of a bot of mine; they act as the bot. */
export async function listBotTokens(
  deps: Deps,
  person: Person,
  botId: string,
): Promise<ApiToken[]> {
  await getBot(deps, person, botId);
  return listTokens(deps, { id: botId });
}

/** Makes a token that acts as the bot; `secret` is shown this once. */
export async function createBotToken(
  deps: Deps,
  person: Person,
  botId: string,
  token: CreateToken,
): Promise<{ token: ApiToken; secret: string }> {
  await getBot(deps, person, botId);
  return createToken(deps, { id: botId }, token);
}

/** Brings a bot of mine into a room. Throws `not_found`, and `forbidden` where I may invite nobody. */
export async function addBotToRoom(
  deps: Deps,
  person: Person,
  botId: string,
  roomId: string,
): Promise<Bot> {
  await getBot(deps, person, botId);
  const membership = await getMembership(deps, person, roomId);
  if (!canInvite(membership)) throw new PlazaError("forbidden");
  await addToRoom(deps, membership, [botId], person.id);
  return getBot(deps, person, botId);
}

/** Takes a bot of mine out of a room; one that is not in it stays out. */
export async function removeBotFromRoom(
  deps: Deps,
  person: Person,
  botId: string,
  roomId: string,
): Promise<Bot> {
  const bot = await getBot(deps, person, botId);
  if (bot.rooms.some((room) => room.id === roomId)) await leaveRoom(deps, { id: botId }, roomId);
  return getBot(deps, person, botId);
}

/** The bots of a room that I may see, and those of mine that I could bring in. */
export async function listRoomBots(deps: Deps, person: Person, roomId: string): Promise<RoomBots> {
  const membership = await getMembership(deps, person, roomId);
  const { bots, mine } = await readRoomBots(deps.db, roomId, person.id);
  return { bots, mine: canInvite(membership) ? mine : [] };
}
