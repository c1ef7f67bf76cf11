import type { Message } from "../chat/schema";
import type { Problem } from "../http/problem";
import { noCompany, type Company } from "./company";
import { modeOf, startedConnection, type ConnectionState } from "./connection";
import type { Outbox, OutboxEntry } from "./outbox";
import { createMarkedMessages, type PendingMark } from "./pending-marks";
import { emptyRoom, lastSeqOf, type RoomState } from "./room-state";
import type { OutgoingMessage, RoomView } from "./types";

/** Everything a sync knows; the view is made of it. */
type RoomModel = {
  room: RoomState;
  company: Company;
  connection: ConnectionState;
  isShared: boolean;
  isGone: boolean;
  loadingEarlier: boolean;
  loadingLater: boolean;
  /** What I have put on messages or taken off, and the server has not confirmed. */
  marks: readonly PendingMark[];
  lastSyncAt: number | null;
  problem: Problem | null;
  roomNews: number;
};

export type RoomStore = {
  get(): RoomModel;
  change(part: Partial<RoomModel>): void;
  /** The same model looks different: the outbox changed. */
  touch(): void;
  getView(): RoomView;
  subscribe(listener: () => void): () => void;
};

/** Holds the model and tells of every change; the view is a new object after each. `userId` is mine. */
export function createRoomStore(
  roomId: string,
  userId: string,
  outbox: Pick<Outbox, "list">,
): RoomStore {
  let model: RoomModel = {
    room: emptyRoom,
    company: noCompany,
    connection: startedConnection,
    isShared: false,
    isGone: false,
    loadingEarlier: false,
    loadingLater: false,
    marks: [],
    lastSyncAt: null,
    problem: null,
    roomNews: 0,
  };
  const toMessages = createMarkedMessages(userId);
  const draw = () => toView(roomId, model, toMessages(model.room.messages, model.marks), outbox);
  let view = draw();
  const listeners = new Set<() => void>();
  const touch = () => {
    view = draw();
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => model,
    change(part) {
      model = { ...model, ...part };
      touch();
    },
    touch,
    getView: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function toView(
  roomId: string,
  model: RoomModel,
  messages: readonly Message[],
  outbox: Pick<Outbox, "list">,
): RoomView {
  const { room, company } = model;
  return {
    roomId,
    // Whatever page came first is something to show.
    status: model.isGone ? "gone" : room.epoch === null ? "loading" : "ready",
    messages,
    outgoing: outbox.list().map(toOutgoing),
    hasEarlier: room.hasEarlier,
    loadingEarlier: model.loadingEarlier,
    hasLater: room.hasLater,
    loadingLater: model.loadingLater,
    newestSeq: Math.max(room.newestSeq, lastSeqOf(room)),
    typing: company.typing.map(({ userId, name }) => ({ userId, name })),
    present: company.present,
    readBy: company.readBy,
    connection: {
      mode: modeOf(model.connection),
      lastSyncAt: model.lastSyncAt,
      isShared: model.isShared,
    },
    problem: model.problem,
    roomNews: model.roomNews,
  };
}

function toOutgoing(entry: OutboxEntry): OutgoingMessage {
  const { clientId, body, replyTo, files, createdAt, state, problem, storage } = entry;
  return { clientId, body, replyTo, files, createdAt, state, problem, storage };
}
