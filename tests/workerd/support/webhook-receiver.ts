import type { IncomingMessage } from "node:http";
import type { TestProject } from "vitest/node";
import { startRecorder } from "./recorder";

/** What came in, in order; `status` is what was answered. */
export type ReceivedCall = {
  key: string | undefined;
  contentType: string | undefined;
  body: string;
  status: number;
  /** The headers of Standard Webhooks, where there are any. */
  signed?: { id: string; timestamp: string; signature: string };
};

/** Answers the next calls with these (`hang`: never; an object: 200 with it as JSON), then 204; a redirect leads to the receiver itself. */
export type ReceiverPlan = { answers: (number | "hang" | object)[] };

export type TestWebhook = { url: string; controlUrl: string };

/** Vitest's global setup (in Node): somebody else's server that takes webhooks. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, controlUrl, stop } = await startRecorder<
    ReceiverPlan["answers"][number],
    ReceivedCall
  >({
    usual: 204,
    take({ request, body, answer, response }) {
      const { "idempotency-key": key, "content-type": contentType } = request.headers;
      const status = answer === "hang" ? 0 : typeof answer === "object" ? 200 : answer;
      if (typeof answer === "object") {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify(answer));
      } else if (answer !== "hang") {
        response.writeHead(answer, answer >= 300 && answer < 400 ? { location: "/moved" } : {});
        response.end();
      }
      return { key: String(key), contentType, body: body.toString(), status, ...toSigned(request) };
    },
  });
  project.provide("testWebhook", { url, controlUrl });
  return stop;
}

function toSigned({ headers }: IncomingMessage): Pick<ReceivedCall, "signed"> {
  const id = headers["webhook-id"];
  if (id === undefined) return {};
  const timestamp = String(headers["webhook-timestamp"]);
  return { signed: { id: String(id), timestamp, signature: String(headers["webhook-signature"]) } };
}
