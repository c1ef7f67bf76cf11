import { createServer, type IncomingMessage, type Server } from "node:http";
import type { TestProject } from "vitest/node";

/** What came in, in order; `status` is what was answered. */
export type ReceivedCall = {
  key: string | undefined;
  contentType: string | undefined;
  body: string;
  status: number;
};

/** Answers the next calls with these (`hang`: never), then 204; a redirect leads to the receiver itself. */
export type ReceiverPlan = { answers: (number | "hang")[] };

export type TestWebhook = { url: string; controlUrl: string };

/**
 * Vitest's global setup (in Node): somebody else's server that takes webhooks. Beside it a control server: `PUT` with a
 * plan starts anew, `GET` answers the calls since then.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let answers: ReceiverPlan["answers"] = [];
  let calls: ReceivedCall[] = [];
  const receiver = createServer((request, response) => {
    void readAll(request).then((body) => {
      const answer = answers.shift() ?? 204;
      const { "idempotency-key": key, "content-type": contentType } = request.headers;
      const status = answer === "hang" ? 0 : answer;
      calls.push({ key: String(key), contentType, body, status });
      if (answer === "hang") return;
      response.writeHead(answer, answer >= 300 && answer < 400 ? { location: "/moved" } : {});
      response.end();
    });
  });
  const control = createServer((request, response) => {
    void readAll(request).then((body) => {
      if (request.method === "PUT") {
        ({ answers } = JSON.parse(body) as ReceiverPlan);
        calls = [];
      }
      response.end(JSON.stringify(calls));
    });
  });
  project.provide("testWebhook", {
    url: await listen(receiver),
    controlUrl: await listen(control),
  });
  return async () => {
    for (const server of [receiver, control]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port");
  return `http://127.0.0.1:${address.port}`;
}
