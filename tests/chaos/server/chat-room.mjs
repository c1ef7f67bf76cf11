import worker, { ChatRoom as Room } from "built:chat-room";

export default worker;

/** A room that can be made to die as an object does: at once, with all it holds in memory and all its sockets. */
export class ChatRoom extends Room {
  abortNow() {
    this.ctx.abort("The chaos run ends this object");
  }
}
