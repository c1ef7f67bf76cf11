import type { ClientFrame, Message, ServerFrame } from "../chat/schema";
import { PlazaError } from "../http/problem";
import { getBrowserEffects } from "./browser-effects";
import { nextConnection, startedConnection, type ConnectionEvent } from "./connection";
import { createCompanyKeeper } from "./company-keeper";
import type { Cancel, Wake } from "./effects";
import { saysGone, saysReachable, toKickCode, toShownProblem } from "./failures";
import { createFollower } from "./follower";
import type { Role } from "./leadership";
import { createPendingAcks } from "./pending-acks";
import { createPoller } from "./poller";
import { createReadMarker } from "./read-marker";
import { createRoomActions } from "./room-actions";
import { createRoomApi } from "./room-api";
import { createRoomLine, type RoomRequest } from "./room-line";
import type { SocketEnd } from "./room-socket";
import { applyFrame, applyMessage, hear, isBehind, type RoomState } from "./room-state";
import { createRoomLook } from "./room-look";
import { createRoomStore } from "./room-store";
import { getSender } from "./senders";
import { createSocketKeeper } from "./socket-keeper";
import type { RoomSync } from "./types";
import type { RoomSyncOptions } from "./room-sync-options";
import { createTypist } from "./typist";
import { createWindowTrimmer, heldMessages } from "./window-trimmer";

/** How long a confirmed write may wait for its frame before it is fetched. */
const frameGraceMs = 300;

/** Holds one room in the browser, in step with the server by socket or by polling, whatever the network does. */
export function createRoomSync(options: RoomSyncOptions): RoomSync {
  const { roomId, userId, effects = getBrowserEffects(), held = heldMessages } = options;
  const api = createRoomApi(effects.fetchJson, roomId, userId);
  const sender = getSender(effects, { roomId, userId });
  const store = createRoomStore(roomId, userId, sender.outbox);
  const acks = createPendingAcks(effects);
  const company = createCompanyKeeper(effects, store);
  const state = { get: () => store.get().room, update: updateRoom };
  const trimmer = createWindowTrimmer(effects, state, held);
  const room = { ...state, lookedAt: trimmer.lookedAt };
  const line = createRoomLine({
    effects,
    store,
    roomId,
    userId,
    onLead,
    onFollow,
    onNews: createFollower({ store, company, updateRoom, onBehind: fetchLater, onLeft: leave }),
    onRequest,
    onWatched: () => poller.remind(),
  });
  const poller = createPoller({
    effects: { ...effects, isVisible: () => effects.isVisible() || line.isWatched() },
    look: createRoomLook(api, room, line),
    onOutcome: onLooked,
    isSettled: () => store.get().connection.socket === "live" && !isBehind(room.get()),
    isFed: () => line.isFed() && !isBehind(room.get()),
  });
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
    sendFrame: (seq) => sendFrame({ type: "read", seq }),
  });
  const sendFrame = (frame: ClientFrame) => keeper.live()?.send(frame) ?? false;
  const tellTyping = () => sendFrame({ type: "typing" });
  let cancels: Cancel[] = [];

  function updateRoom(change: (state: RoomState) => RoomState): void {
    const next = change(room.get());
    if (next === room.get()) return;
    // First, so that no view shows a message both in its place and on its way.
    sender.settle(next);
    store.change({ room: next });
    trimmer.onChange();
  }

  function note(event: ConnectionEvent): void {
    store.change({ connection: nextConnection(store.get().connection, event) });
  }

  function onLead(before: Role): void {
    // What was true of the page before is not of this one.
    if (before === "following") note("socket-lost");
    store.change({ isShared: false });
    keeper.start();
    if (before !== "alone") poller.wake("check");
  }

  function onFollow(): void {
    store.change({ isShared: true });
    keeper.stop();
    acks.loseAll();
  }

  function onRequest(request: RoomRequest): void {
    if (request.type === "typing") return void tellTyping();
    keeper.wake();
    poller.wake("check");
  }

  function onLooked(error: unknown): void {
    if (saysGone(error)) return leave(error);
    const wasFailing = store.get().connection.requests === "failing";
    note(saysReachable(error) ? "request-answered" : "request-failed");
    if (error !== null) return store.change({ problem: toShownProblem(error) });
    store.change({ problem: null });
    noteInStep();
    if (wasFailing) sender.wake();
  }

  function noteInStep(): void {
    if (!isBehind(room.get())) store.change({ lastSyncAt: effects.now() });
  }

  function onFrame(frame: ServerFrame): void {
    line.pass(frame);
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
      case "room":
        return store.change({ roomNews: store.get().roomNews + 1 });
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
    if (end.kicked) return leave(new PlazaError(toKickCode(end.reason)));
    if (saysGone(end.error)) return leave(end.error);
    if (wasLive) poller.wake("check");
  }

  function onWake(wake: Wake): void {
    // Perhaps it never comes back.
    if (wake === "hidden") return reader.hurry();
    if (wake === "offline") {
      note("went-offline");
      return keeper.doubt();
    }
    if (wake === "online") note("went-online");
    if (line.role() === "following") line.ask({ type: "wake" });
    else onRequest({ type: "wake" });
    if (wake === "online") sender.wake();
  }

  /** The room is none of mine any more. */
  function leave(error: PlazaError): void {
    line.tell({ type: "left", code: error.code });
    stop();
    sender.failAll(error.code);
    store.change({ isGone: true, problem: toShownProblem(error) });
  }

  function stop(): void {
    for (const cancel of cancels.splice(0)) cancel();
    line.stop();
    reader.hurry();
    poller.stop();
    keeper.stop();
    acks.loseAll();
    company.leave();
    trimmer.stop();
  }

  /** Shows what a write of mine answered; what else happened meanwhile comes by its frame, or is fetched. */
  function showWritten(message: Message): void {
    updateRoom((state) => applyMessage(state, message));
    if (!isBehind(room.get())) return noteInStep();
    fetchLater();
  }

  function fetchLater(): void {
    effects.after(frameGraceMs, () => isBehind(room.get()) && poller.request("all"));
  }

  const actions = createRoomActions({
    api,
    store,
    updateRoom,
    showWritten,
    lookAt: trimmer.lookAt,
    reader,
    onMoved: () => isBehind(room.get()) && poller.request("all"),
  });

  return {
    getView: store.getView,
    subscribe: store.subscribe,
    start() {
      if (cancels.length > 0 || store.get().isGone) return;
      store.change({ connection: startedConnection });
      cancels = [
        effects.onWake(onWake),
        sender.attach({
          post: (post) => (sendFrame({ type: "post", ...post }) ? acks.wait(post.clientId) : null),
          window: room.get,
          onConfirmed: showWritten,
          onChange: store.touch,
          onFailure: (error) => {
            if (!(error instanceof PlazaError)) note("request-failed");
          },
        }),
      ];
      void sender.takeOver();
      poller.start();
      line.start();
    },
    stop,
    post: (body, { replyTo = null, files = [] } = {}) => sender.add({ body, replyTo, files }),
    retry: sender.retry,
    discard: sender.discard,
    ...actions,
    lookAt: trimmer.lookAt,
    markRead: reader.mark,
    typing: createTypist(effects, () =>
      line.role() === "following" ? line.ask({ type: "typing" }) : tellTyping(),
    ),
  };
}
