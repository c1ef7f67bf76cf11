import type { Message, PostMessage, ServerFrame } from "../chat/schema";
import { PlazaError } from "../http/problem";
import { getBrowserEffects } from "./browser-effects";
import { catchUp } from "./catch-up";
import { nextConnection, startedConnection, type ConnectionEvent } from "./connection";
import { createCompanyKeeper } from "./company-keeper";
import type { Cancel, Effects, Wake } from "./effects";
import { saysGone, saysReachable, toShownProblem } from "./failures";
import { createPendingAcks } from "./pending-acks";
import { createPoller, type Look } from "./poller";
import { createReadMarker } from "./read-marker";
import { createRoomActions } from "./room-actions";
import { createRoomApi } from "./room-api";
import type { SocketEnd } from "./room-socket";
import { applyFrame, applyMessage, hear, isBehind, type RoomState } from "./room-state";
import { createRoomStore } from "./room-store";
import { getSender } from "./senders";
import { createSocketKeeper } from "./socket-keeper";
import type { RoomSync } from "./types";

export type RoomSyncOptions = {
  roomId: string;
  /** My user id: tells my messages from others that carry the same client id. */
  userId: string;
  /** The browser's, unless a test brings its own. */
  effects?: Effects;
};

/** How long a confirmed write may wait for its frame before it is fetched. */
const frameGraceMs = 300;
const typingEveryMs = 3_000;

/** Holds one room in the browser, in step with the server by socket or by polling, whatever the network does. */
export function createRoomSync(options: RoomSyncOptions): RoomSync {
  const { roomId, userId, effects = getBrowserEffects() } = options;
  const api = createRoomApi(effects.fetchJson, roomId, userId);
  const sender = getSender(effects, { roomId, userId });
  const store = createRoomStore(roomId, sender.outbox);
  const acks = createPendingAcks(effects);
  const company = createCompanyKeeper(effects, store);
  const room = { get: () => store.get().room, update: updateRoom };
  const poller = createPoller({ effects, look, onOutcome: onLooked, isSettled });
  const keeper = createSocketKeeper({
    effects,
    api,
    onFrame,
    onPong,
    onSlow: () => note("socket-slow"),
    onEnd: onSocketEnd,
  });
  const reader = createReadMarker({
    effects,
    api,
    sendFrame: (seq) => keeper.live()?.send({ type: "read", seq }) ?? false,
  });
  let cancels: Cancel[] = [];
  let typedAt = 0;

  function updateRoom(change: (state: RoomState) => RoomState): void {
    const next = change(room.get());
    if (next === room.get()) return;
    // First, so that no view shows a message both in its place and on its way.
    sender.settle(next.messages);
    store.change({ room: next });
  }

  function note(event: ConnectionEvent): void {
    store.change({ connection: nextConnection(store.get().connection, event) });
  }

  async function look(kind: Look): Promise<void> {
    if (kind === "check" && !isBehind(room.get())) {
      const meta = await api.meta();
      updateRoom((state) => hear(state, meta));
      if (!isBehind(room.get())) return;
    }
    await catchUp(api, room);
  }

  function onLooked(error: unknown): void {
    if (saysGone(error)) return leave(error);
    const wasFailing = store.get().connection.requests === "failing";
    note(saysReachable(error) ? "request-answered" : "request-failed");
    if (error !== null) return store.change({ problem: toShownProblem(error) });
    store.change({ problem: null, status: "ready" });
    noteInStep();
    if (wasFailing) sender.wake();
  }

  function isSettled(): boolean {
    return store.get().connection.socket === "live" && !isBehind(room.get());
  }

  function noteInStep(): void {
    if (!isBehind(room.get())) store.change({ lastSyncAt: effects.now() });
  }

  function onFrame(frame: ServerFrame): void {
    company.hear(frame);
    switch (frame.type) {
      case "hello":
        note("socket-live");
        updateRoom((state) => hear(state, frame));
        poller.wake("all");
        sender.wake();
        return reader.flush();
      case "messages":
      case "changed":
        updateRoom((state) => applyFrame(state, frame));
        return isBehind(room.get()) ? poller.request("all") : noteInStep();
      case "ack":
        acks.settle(frame);
        return sender.confirm(frame.message);
      case "nack":
        return acks.settle(frame);
      default:
        return;
    }
  }

  function onPong(): void {
    reader.onPong();
    noteInStep();
  }

  function onSocketEnd(end: SocketEnd): void {
    const wasLive = store.get().connection.socket === "live";
    note("socket-lost");
    company.leave();
    acks.loseAll();
    if (end.kicked) {
      return leave(new PlazaError(end.reason === "banned" ? "banned" : "not_a_member"));
    }
    if (saysGone(end.error)) return leave(end.error);
    if (wasLive) poller.wake("check");
  }

  function onWake(wake: Wake): void {
    if (wake === "hidden") return;
    if (wake === "offline") {
      note("went-offline");
      return keeper.doubt();
    }
    if (wake === "online") note("went-online");
    keeper.wake();
    poller.wake("check");
    if (wake === "online") sender.wake();
  }

  /** The room is none of mine any more. */
  function leave(error: PlazaError): void {
    stop();
    sender.failAll(error.code);
    store.change({ status: "gone", problem: toShownProblem(error) });
  }

  function stop(): void {
    for (const cancel of cancels.splice(0)) cancel();
    reader.stop();
    poller.stop();
    keeper.stop();
    acks.loseAll();
    company.leave();
  }

  function postOverSocket(post: PostMessage): Promise<Message> | null {
    const isSent = keeper.live()?.send({ type: "post", ...post }) ?? false;
    return isSent ? acks.wait(post.clientId) : null;
  }

  /** Shows what a write of mine answered; what else happened meanwhile comes by its frame, or is fetched. */
  function showWritten(message: Message): void {
    updateRoom((state) => applyMessage(state, message));
    if (!isBehind(room.get())) return noteInStep();
    effects.after(frameGraceMs, () => isBehind(room.get()) && poller.request("all"));
  }

  const actions = createRoomActions({
    api,
    store,
    updateRoom,
    showWritten,
    onEarlier: () => isBehind(room.get()) && poller.request("all"),
  });

  return {
    getView: store.getView,
    subscribe: store.subscribe,
    start() {
      if (cancels.length > 0 || store.get().status === "gone") return;
      store.change({ connection: startedConnection });
      cancels = [
        effects.onWake(onWake),
        sender.attach({
          post: postOverSocket,
          onConfirmed: showWritten,
          onChange: store.touch,
          onFailure: (error) => {
            if (!(error instanceof PlazaError)) note("request-failed");
          },
        }),
      ];
      poller.start();
      keeper.start();
    },
    stop,
    post: (body, { replyTo = null, files = [] } = {}) => sender.add({ body, replyTo, files }),
    retry: sender.retry,
    discard: sender.discard,
    ...actions,
    markRead: reader.mark,
    typing() {
      if (effects.now() < typedAt + typingEveryMs) return;
      if (keeper.live()?.send({ type: "typing" })) typedAt = effects.now();
    },
  };
}
