import { createDeps } from "../../lib/platform/deps";
import type { Bindings } from "../../lib/platform/env";
import { log } from "../../lib/platform/log";
import { toRoute } from "../../lib/traffic/collect/domain";
import { recordRequest } from "../../lib/traffic/collect/record";

type Answered = {
  request: Request;
  url: URL;
  requestId: string;
  startedAt: number;
  /** `x-matched-path` of the answer. */
  matchedPath: string | null;
  status: number;
};

/** Hands an answered request to the statistics. Returns at once; nothing that happens here reaches the visitor. */
export function record(answered: Answered, env: Bindings, context: ExecutionContext): void {
  const { request, url, requestId, startedAt, matchedPath, status } = answered;
  try {
    const { headers, cf } = request as Request<unknown, IncomingRequestCfProperties>;
    recordRequest(
      createDeps(env, (promise) => context.waitUntil(promise)),
      {
        method: request.method,
        pathname: url.pathname,
        route: toRoute(matchedPath),
        status,
        ip: headers.get("cf-connecting-ip") ?? "local",
        country: cf?.country ?? headers.get("cf-ipcountry"),
        userAgent: headers.get("user-agent"),
        requestId,
        startedAt,
        endedAt: Date.now(),
      },
    );
  } catch (cause) {
    log("error", "traffic.record_failed", { requestId }, cause);
  }
}
