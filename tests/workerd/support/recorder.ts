import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** A server of somebody else that keeps what it is sent, and how to ask it about that. */
type Recorder = {
  url: string;
  /** `PUT` with `{ answers }` starts anew, `GET` answers the calls since then. */
  controlUrl: string;
  stop(): Promise<void>;
};

type RecorderOptions<Answer, Call> = {
  /** The answer where none is planned. */
  usual: Answer;
  /** Gives the answer, or does not; what it returns is kept. */
  take(exchange: Exchange<Answer>): Call;
};

type Exchange<Answer> = {
  request: IncomingMessage;
  body: Buffer;
  answer: Answer;
  response: ServerResponse;
};

/** Starts both servers on ports of their own (in Node). */
export async function startRecorder<Answer, Call>({
  usual,
  take,
}: RecorderOptions<Answer, Call>): Promise<Recorder> {
  let answers: Answer[] = [];
  let calls: Call[] = [];
  const receiver = createServer((request, response) => {
    void readAll(request).then((body) => {
      calls.push(take({ request, body, answer: answers.shift() ?? usual, response }));
    });
  });
  const control = createServer((request, response) => {
    void readAll(request).then((body) => {
      if (request.method === "PUT") {
        ({ answers } = JSON.parse(body.toString()) as { answers: Answer[] });
        calls = [];
      }
      response.end(JSON.stringify(calls));
    });
  });
  return {
    url: await listen(receiver),
    controlUrl: await listen(control),
    async stop() {
      for (const server of [receiver, control]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return `http://127.0.0.1:${address.port}`;
}
