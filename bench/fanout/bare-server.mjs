import { WebSocketServer } from "ws";

/**
 * What Plaza's fan-out is held against: a server that keeps a list of sockets and sends each of them a frame a message. It
 * stores nothing and checks nobody. Prints its port; ends with its parent.
 */
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
const now = () => Date.now();
let rev = 0;

server.on("connection", (socket) => {
  socket.send(JSON.stringify({ type: "hello", rev, lastSeq: rev, epoch: "bare", you: {} }));
  socket.on("message", (data) => {
    if (data.length === 4) return socket.send("pong");
    const { clientId, body } = JSON.parse(data);
    rev += 1;
    // As long as a frame of Plaza with one message.
    const message = {
      id: String(rev).padStart(20, "0"),
      roomId: "bare",
      seq: rev,
      rev,
      clientId,
      authorId: "person0000000001",
      authorName: "Person 1",
      authorImage: null,
      authorBadge: null,
      body,
      replyTo: null,
      attachments: [],
      reactions: [],
      pinned: false,
      editedAt: null,
      deletedAt: null,
      createdAt: now(),
    };
    const frame = JSON.stringify({ type: "messages", messages: [message], prevRev: rev - 1, rev });
    for (const other of server.clients) other.send(frame);
    socket.send(JSON.stringify({ type: "ack", clientId, message }));
  });
});
server.on("listening", () => console.log(server.address().port));
process.on("disconnect", () => process.exit(0));
