import type { Deps } from "../platform/deps";
import { settleNow } from "./effects";
import { updateProfile } from "./store/change-person";
import { endAccount } from "./store/departure";

/** Gives a bot or a hook another name; whoever calls has looked whether they may. */
export async function renameBot(deps: Deps, id: string, name: string): Promise<void> {
  const effectId = await updateProfile(deps.db, id, { name }, deps.now());
  if (effectId) await settleNow(deps, effectId);
}

/** Ends a bot like an account: tokens and sockets at once, memberships after. Its messages stay. */
export async function endBot(deps: Deps, botId: string): Promise<void> {
  const leave = { userId: botId, previousHash: null, messages: "keep", now: deps.now() } as const;
  const effectId = await endAccount(deps.db, leave);
  if (effectId) await settleNow(deps, effectId);
}
