import type { Problem } from "../http/problem";
import { noCompany, type Company } from "./company";
import { modeOf, startedConnection, type ConnectionState } from "./connection";
import type { Outbox, OutboxEntry } from "./outbox";
import { emptyRoom, type RoomState } from "./room-state";
import type { OutgoingMessage, RoomView } from "./types";

/** Everything a sync knows; the view is made of it. */
type RoomModel = {
  room: RoomState;
  company: Company;
  connection: ConnectionState;
  status: RoomView["status"];
  loadingEarlier: boolean;
  lastSyncAt: number | null;
  problem: Problem | null;
};

export type RoomStore = {
  get(): RoomModel;
  change(part: Partial<RoomModel>): void;
  /** The same model looks different: the outbox changed. */
  touch(): void;
  getView(): RoomView;
  subscribe(listener: () => void): () => void;
};

/** Holds the model and tells of every change; the view is a new object after each. */
export function createRoomStore(roomId: string, outbox: Outbox): RoomStore {
  let model: RoomModel = {
    room: emptyRoom,
    company: noCompany,
    connection: startedConnection,
    status: "loading",
    loadingEarlier: false,
    lastSyncAt: null,
    problem: null,
  };
  let view = toView(roomId, model, outbox);
  const listeners = new Set<() => void>();
  const touch = () => {
    view = toView(roomId, model, outbox);
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

function toView(roomId: string, model: RoomModel, outbox: Outbox): RoomView {
  const { room, company } = model;
  return {
    roomId,
    status: model.status,
    messages: room.messages,
    outgoing: outbox.list().map(toOutgoing),
    hasEarlier: room.hasEarlier,
    loadingEarlier: model.loadingEarlier,
    typing: company.typing.map(({ userId, name }) => ({ userId, name })),
    present: company.present,
    readBy: company.readBy,
    connection: { mode: modeOf(model.connection), lastSyncAt: model.lastSyncAt },
    problem: model.problem,
  };
}

function toOutgoing(entry: OutboxEntry): OutgoingMessage {
  const { clientId, body, replyTo, files, createdAt, state, problem } = entry;
  return { clientId, body, replyTo, files, createdAt, state, problem };
}
