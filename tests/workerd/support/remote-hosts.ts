import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { TestProject } from "vitest/node";
import { png } from "../../../lib/image/testing/pictures";

export type TestRemoteHosts = {
  /** Somebody's resolver (DNS over HTTPS); what it answers depends on the name. */
  resolverUrl: string;
  /** Every other host: `https://NAME/path` is `/NAME/path` here. */
  hostsUrl: string;
};

type Answer = { A?: string[]; AAAA?: string[]; status?: number };

const addresses: Record<string, Answer | undefined> = {
  "public.example": { A: ["1.1.1.1"], AAAA: ["2606:4700::1111"] },
  "only4.example": { A: ["1.1.1.1", "1.0.0.1"] },
  "private4.example": { A: ["1.1.1.1", "10.0.0.5"] },
  "private6.example": { A: ["1.1.1.1"], AAAA: ["::ffff:127.0.0.1"] },
  "metadata.example": { A: ["169.254.169.254"] },
  "strange.example": { A: ["not an address"] },
  "empty.example": {},
  "nowhere.example": { status: 3 },
  "failing.example": { status: 2 },
};
const recordTypes: Record<string, number | undefined> = { A: 1, AAAA: 28 };

/** Vitest's global setup (in Node): the resolver and the hosts that images elsewhere come from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/dns-query") resolve(url.searchParams, response);
    else serve(url, request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The hosts have no port");
  const hostsUrl = `http://127.0.0.1:${address.port}`;
  project.provide("testRemoteHosts", { resolverUrl: `${hostsUrl}/dns-query`, hostsUrl });
  return async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
}

function resolve(question: URLSearchParams, response: ServerResponse): void {
  const [name, type] = [question.get("name") ?? "", question.get("type") ?? ""];
  if (name === "hanging.example") return;
  if (name === "half.example" && type === "AAAA") return void response.writeHead(502).end();
  if (name === "page.example") return void response.end("<html>");
  const answer = name === "half.example" ? { A: ["1.1.1.1"] } : addresses[name];
  const data = type === "A" ? answer?.A : answer?.AAAA;
  const records = (data ?? []).map((text) => ({ name, type: recordTypes[type], data: text }));
  // A name that is another one's answers with that one's records as well.
  const alias = { name, type: 5, data: "edge.example." };
  response.setHeader("content-type", "application/dns-json");
  response.end(
    JSON.stringify({ Status: answer?.status ?? (answer ? 0 : 3), Answer: [alias, ...records] }),
  );
}

function serve(url: URL, request: IncomingMessage, response: ServerResponse): void {
  const [, , path = ""] = url.pathname.split("/");
  switch (path) {
    case "picture.png":
      return void response.end(png);
    case "cookies.png": {
      const isPlain = !request.headers.cookie && request.headers.accept === "image/*";
      return void response.writeHead(isPlain ? 200 : 400).end(png);
    }
    case "page.png":
      response.setHeader("content-type", "image/png");
      return void response.end("<script>alert(1)</script>");
    case "cut.png":
      return void response.end(png.subarray(0, 60));
    case "moved":
      return void response.writeHead(302, { location: url.searchParams.get("to") ?? "" }).end();
    case "round": {
      const left = Number(url.searchParams.get("left"));
      const location = left > 1 ? `round?left=${left - 1}` : "picture.png";
      return void response.writeHead(307, { location }).end();
    }
    case "nameless":
      return void response.writeHead(302).end();
    case "endless.png":
      return pour(response);
    case "slow.png":
      response.write(png.subarray(0, 30));
      return;
    case "silent.png":
      return;
    case "broken.png":
      response.writeHead(200, { "content-length": "1000" });
      response.write(png);
      return void setImmediate(() => response.destroy());
    default:
      return void response.writeHead(404).end();
  }
}

/** Bytes without an end and without saying how many, for as long as somebody reads. */
function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(256 * 1024);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
}
