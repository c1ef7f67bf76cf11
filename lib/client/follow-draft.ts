import { getBrowserEffects } from "../sync/browser-effects";
import type { Channel } from "../sync/effects";
import { adoptDraft } from "./drafts";

/**
 * Takes over what another tab makes of the same text, so that what was sent there does not stay here; texts that differ
 * go their own ways. Changes of this tab are told through the channel, which the caller closes: what the text was, and
 * what it is.
 */
export function followDraft(
  userId: string,
  roomId: string,
  mine: () => string,
  onChange: (text: string) => void,
): Channel {
  return getBrowserEffects().openChannel(userId + roomId, (news) => {
    if (!Array.isArray(news) || news[0] !== mine()) return;
    const text = String(news[1]);
    adoptDraft(userId, roomId, text);
    onChange(text);
  });
}
