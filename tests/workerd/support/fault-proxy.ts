import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/**
 * What the proxy does with calls: pass them on, after `delayMs` (`slow`), answer 500 (`down`),
 * or take them and never answer (`hang`).
 */
export type Fault =
  { mode: "pass" } | { mode: "slow"; delayMs: number } | { mode: "down" } | { mode: "hang" };

/**
 * A proxy in front of `target` and beside it a control server: `PUT` with a JSON fault switches it and
 * sets the number of calls back; `GET` answers `{calls, open}`: the calls since then, and those that stand in the proxy now.
 */
export async function startFaultProxy(
  target: string,
): Promise<{ urls: { url: string; controlUrl: string }; close: () => Promise<void> }> {
  let fault: Fault = { mode: "pass" };
  let calls = 0;
  let open = 0;
  const proxy = createServer((request, response) => {
    calls += 1;
    open += 1;
    const current = fault;
    readAll(request)
      .then((body) => meet(current, target, request, body, response))
      .catch((cause: unknown) => {
        // The caller has gone, or the test run ended while a slow call was waiting.
        response.destroy(cause instanceof Error ? cause : undefined);
      })
      .finally(() => {
        open -= 1;
      });
  });
  const control = createServer((request, response) => {
    void readAll(request).then((body) => {
      if (request.method === "PUT") {
        fault = JSON.parse(body) as Fault;
        calls = 0;
      }
      response.end(JSON.stringify({ calls, open }));
    });
  });
  const [url, controlUrl] = [await listen(proxy), await listen(control)];
  const close = async () => {
    for (const server of [proxy, control]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
  return { urls: { url, controlUrl }, close };
}

async function meet(
  fault: Fault,
  target: string,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  if (fault.mode === "hang") return;
  if (fault.mode === "down") return respond(response, 500, '{"error":"ERR the test says no"}');
  if (fault.mode === "slow") await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  const answer = await fetch(`${target}${request.url ?? "/"}`, {
    method: request.method,
    headers: {
      authorization: request.headers.authorization ?? "",
      "content-type": "application/json",
    },
    body,
  });
  respond(response, answer.status, await answer.text());
}

function respond(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body);
}

async function readAll(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");
  return `http://127.0.0.1:${address.port}`;
}
