import "./open-isolate";
import nextHandler from "@cloudflare/next-on-pages/fetch-handler";
import { withApiProblem } from "../../lib/http/api-problem";
import { toLogPath } from "../../lib/http/log-path";
import { toProblemResponse } from "../../lib/http/problem";
import {
  addSecurityHeaders,
  newNonce,
  toContentSecurityPolicy,
} from "../../lib/http/security-headers";
import { createDeps } from "../../lib/platform/deps";
import type { Bindings } from "../../lib/platform/env";
import { newId } from "../../lib/platform/id";
import { log } from "../../lib/platform/log";
import { openSocket } from "../../lib/ticket/open-socket";
import { withGone } from "./gone-share";
import { record } from "./record";

/** `PLAZA_DEVELOPMENT` is set by `npm run dev`, where Next's development server stands behind the handler. */
type SiteEnv = Bindings & { PLAZA_DEVELOPMENT?: string };

type Visit = { request: Request; url: URL; requestId: string; policy: string };

const socketPath = /^\/api\/chat\/rooms\/([^/]+)\/ws$/;
const socketRoute = "/api/chat/rooms/[roomId]/ws";

export default {
  async fetch(request: Request, env: SiteEnv, context: ExecutionContext): Promise<Response> {
    const startedAt = Date.now();
    const url = new URL(request.url);
    const policy = toContentSecurityPolicy(
      { url, nonce: newNonce() },
      env.PLAZA_DEVELOPMENT === "1",
    );
    const visit = { request, url, requestId: newId(16), policy };
    const answered = await answer(visit, env, context);
    const response = finish(answered, visit);
    const matchedPath = findSocketRoom(visit) === null ? matchedPathOf(answered) : socketRoute;
    record({ ...visit, startedAt, matchedPath, status: response.status }, env, context);
    return response;
  },
} satisfies ExportedHandler<SiteEnv>;

async function answer(visit: Visit, env: SiteEnv, context: ExecutionContext): Promise<Response> {
  const { request, url, requestId } = visit;
  try {
    const deps = () => createDeps(env, (promise) => context.waitUntil(promise));
    const roomId = findSocketRoom(visit);
    if (roomId !== null) return await openSocket(deps(), request, roomId);
    if (url.pathname.includes("//")) return toSinglySlashed(url);
    const answered = await nextHandler.fetch(forNext(visit), env, context);
    return await withGone(deps, url.pathname, answered);
  } catch (error) {
    log("error", "site.failed", { requestId, path: toLogPath(url.pathname) }, error);
    return toProblemResponse(error);
  }
}

/** Next's router throws on empty segments. Starting with one slash, the address cannot lead to another host. */
function toSinglySlashed({ pathname, search }: URL): Response {
  const location = `${pathname.replace(/\/{2,}/g, "/")}${search}`;
  return new Response(null, { status: 308, headers: { location } });
}

/** The room whose socket is asked for. */
function findSocketRoom({ request, url }: Visit): string | null {
  return request.method === "GET" ? (socketPath.exec(url.pathname)?.[1] ?? null) : null;
}

/** The template that answered, before `finish` may have replaced the answer by a problem. */
const matchedPathOf = (answered: Response) => answered.headers.get("x-matched-path");

/** Tells Next and next-auth the scheme, the nonce (Next reads it from the policy) and the id of the log lines. */
function forNext({ request, url, requestId, policy }: Visit): Request {
  const headers = new Headers(request.headers);
  headers.set("x-forwarded-proto", url.protocol.slice(0, -1));
  headers.set("x-forwarded-host", url.host);
  headers.set("x-request-id", requestId);
  headers.set("content-security-policy", policy);
  return new Request(request, { headers });
}

function finish(answered: Response, { url, requestId, policy }: Visit): Response {
  // An answer that carries a socket loses it when it is rebuilt.
  if (answered.status === 101) return answered;
  const response = url.pathname.startsWith("/api/") ? withApiProblem(answered) : answered;
  const finished = new Response(response.body, response);
  addSecurityHeaders(finished.headers, url, policy);
  finished.headers.set("x-request-id", requestId);
  return finished;
}
