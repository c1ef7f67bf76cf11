import { postMessage } from "../../../lib/chat/service";
import { deliverPushes } from "../../../lib/notify/service";
import { createChat, post, withoutObject } from "./chat";
import { testDeps } from "./deps";
import { addBrowser, pushDeps, worldWithPushService } from "./pushes";

export const minute = 60_000;

/** When messages of these tests are posted, and when what they owe is due. */
export const postedAt = Date.UTC(2026, 2, 1, 12);

export const dueAt = postedAt + 5_000;

/** The world as `deliverPushes` reaches it: the receiver beside the tests. */
export const world: typeof fetch = (input, init) => worldWithPushService(input, init);

/** The cron, at a moment. */
export const deliver = (now = dueAt) => deliverPushes(pushDeps(now), world);

/** A site without the room's object, whose messages are posted at `postedAt`. */
export const deps = () => withoutObject(testDeps({ now: () => postedAt }));

/** Two people of a direct room, one of whom has a browser. */
export async function createTalk() {
  const { roomId, persons } = await createChat(2, { kind: "direct", name: "" });
  const [author, reader] = [persons[0]!, persons[1]!];
  const browser = await addBrowser(reader);
  const say = (body: string) => postMessage(deps(), author, roomId, post(body));
  return { roomId, author, reader, browser, say };
}
