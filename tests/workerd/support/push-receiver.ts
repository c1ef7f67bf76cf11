import type { TestProject } from "vitest/node";
import { startRecorder } from "./recorder";

/** What a push service was asked, in order; `body` is base64. */
export type ReceivedPush = { path: string; headers: Record<string, string>; body: string };

/** Answers the next calls with these, then 201. */
export type PushPlan = { answers: { status: number; headers?: Record<string, string> }[] };

export type TestPushService = { url: string; controlUrl: string };

/** Vitest's global setup (in Node): somebody else's push service (RFC 8030), which keeps what it is sent. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, controlUrl, stop } = await startRecorder<PushPlan["answers"][number], ReceivedPush>({
    usual: { status: 201 },
    take({ request, body, answer, response }) {
      response.writeHead(answer.status, answer.headers ?? {});
      response.end("what a service says beside its status");
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      return { path: request.url ?? "", headers, body: body.toString("base64") };
    },
  });
  project.provide("testPushService", { url, controlUrl });
  return stop;
}
