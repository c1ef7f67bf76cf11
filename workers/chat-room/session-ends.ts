import { isToken, listProlonged } from "../../lib/ticket/service";
import type { Deps } from "../../lib/platform/deps";
import { log } from "../../lib/platform/log";
import type { RoomSockets } from "./sockets";

/** Of one sweep; the next one goes on. */
const maxAtOnce = 2000;

/**
 * Closes sockets whose session or API token has ended by time. People's sessions are put off whenever they are used, so D1 is
 * asked about those; while it does not answer they stay open, and the next sweep asks again. Never throws.
 */
export async function closeEnded(deps: Deps, sockets: RoomSockets): Promise<void> {
  const ending = sockets.listEnding(deps.now()).slice(0, maxAtOnce);
  const ofTokens = ending.filter(([, { sid }]) => isToken(sid));
  for (const [socket] of ofTokens) sockets.drop(socket, 4401, "ended");
  const ofPeople = ending.filter(([, { sid }]) => !isToken(sid));
  if (ofPeople.length === 0) return;
  try {
    const prolonged = await listProlonged(
      deps,
      ofPeople.map(([, { sid }]) => sid),
    );
    for (const [socket, state] of ofPeople) {
      const endsAt = prolonged.get(state.sid);
      if (endsAt === undefined) sockets.drop(socket, 4401, "ended");
      else if (sockets.find(socket)) sockets.keep(socket, { ...state, endsAt });
    }
  } catch (cause) {
    log("warn", "room.sessions_unknown", { sockets: ofPeople.length }, cause);
  }
}
