import type { PostResult } from "../../lib/chat/room-object";
import type { ClientFrame, ServerFrame } from "../../lib/chat/schema";
import type { AuthoredPost } from "../../lib/chat/service";
import { createSlidingWindow } from "../../lib/limit/sliding-window";
import { toExpected } from "./answer";
import { readFrame, toNack } from "./frames";
import { presenceBound } from "./presence";
import type { RoomSockets, SocketState } from "./sockets";

const maxFaults = 10;

type Options = {
  sockets: RoomSockets;
  now: () => number;
  post: (authored: AuthoredPost) => Promise<PostResult>;
  /** Stores a read position; answers where it stands, or `null` when it did not move. */
  moveRead: (userId: string, roomId: string, seq: number) => Promise<number | null>;
};

/** Takes what clients send: posts, read positions, typing; and counts what makes no sense. */
export function createClientFrames({ sockets, now, post, moveRead }: Options) {
  const typingOfOne = createSlidingWindow({ limit: 1, windowMs: 2000 });
  const typingOfAll = createSlidingWindow({ limit: 10, windowMs: 1000 });
  const reads = createSlidingWindow({ limit: 20, windowMs: 10_000 });

  const takePost = async (
    socket: WebSocket,
    { roomId, user }: SocketState,
    { type: _type, ...sent }: Extract<ClientFrame, { type: "post" }>,
  ) => {
    const { clientId } = sent;
    try {
      const { message } = await post({ roomId, authorId: user.userId, post: sent });
      sockets.send(socket, { type: "ack", clientId, message });
    } catch (error) {
      sockets.send(socket, toNack(clientId, toExpected(roomId, error)));
    }
  };

  const relayTyping = (socket: WebSocket, { user }: SocketState) => {
    const { userId, name } = user;
    if (!typingOfOne.take(userId, now()).ok || !typingOfAll.take("all", now()).ok) return;
    sockets.broadcast({ type: "typing", userId, name }, (_, other) => other !== socket);
  };

  const takeRead = async (socket: WebSocket, { roomId, user }: SocketState, seq: number) => {
    // A position that is not stored now is overtaken by the next one.
    if (!reads.take(user.userId, now()).ok) return;
    const moved = await moveRead(user.userId, roomId, seq);
    if (moved !== null) relayRead(user.userId, moved, socket);
  };

  /** To the others; where they are too many to show who has read what, only to the reader's other screens. */
  const relayRead = (userId: string, seq: number, except?: WebSocket) => {
    const isCrowded = sockets.size > presenceBound;
    const frame: ServerFrame = { type: "read", userId, seq };
    sockets.broadcast(
      frame,
      ({ user }, other) => other !== except && (!isCrowded || user.userId === userId),
    );
  };

  const countFault = (socket: WebSocket, state: SocketState, detail: string) => {
    const faults = state.faults + 1;
    sockets.send(socket, { type: "error", detail });
    if (faults >= maxFaults) sockets.drop(socket, 1008, "too many frames that make no sense");
    else if (sockets.find(socket)) sockets.keep(socket, { ...state, faults });
  };

  return {
    relayRead,
    async take(socket: WebSocket, state: SocketState, data: string | ArrayBuffer) {
      const read = readFrame(data);
      if (read.kind === "malformed") return countFault(socket, state, read.detail);
      if (read.kind === "refused") return sockets.send(socket, read.answer);
      const { frame } = read;
      switch (frame.type) {
        case "typing":
          return relayTyping(socket, state);
        case "post":
          return takePost(socket, state, frame);
        case "read":
          return takeRead(socket, state, frame.seq);
      }
    },
  };
}
