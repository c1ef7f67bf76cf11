import { NextRequest } from "next/server";
import { assertOwnOrigin } from "../http/origin";
import { PlazaError, toProblemResponse } from "../http/problem";
import { readBytes } from "../http/read-body";
import { withCost } from "../http/route";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { openAuth, type AuthRun } from "./next-auth";
import { toPreferenceCookies } from "./preferences";
import { takeSignInFrom } from "./service";

const maxBodyBytes = 16 * 1024;

/**
 * next-auth behind the rules of every other route: own origin, bounded bodies, counted tries, and failures as
 * problems. (By itself it answers a broken database by signing the person out.)
 */
export async function handleAuth(deps: Deps, request: Request): Promise<Response> {
  return withCost(await runAuth(deps, request), deps);
}

async function runAuth(deps: Deps, request: Request): Promise<Response> {
  try {
    assertOwnOrigin(request, deps.variables.ALLOWED_ORIGINS);
    const isPost = request.method === "POST";
    const body = isPost ? await readBytes(request, maxBodyBytes) : undefined;
    const { pathname } = new URL(request.url);
    if (isPost && pathname === "/api/auth/callback/credentials") {
      await takeSignInFrom(deps, request.headers);
    }
    const { handlers, run } = openAuth(deps, request.headers.get("user-agent"));
    const headers = new Headers(request.headers);
    // Whoever sends JSON gets the address it would be redirected to as JSON; see @auth/core.
    if (isJson(request)) headers.set("x-auth-return-redirect", "1");
    const forwarded = new NextRequest(request.url, {
      method: request.method,
      headers,
      ...(body ? { body: new Uint8Array(body) } : {}),
    });
    const response = await (isPost ? handlers.POST : handlers.GET)(forwarded);
    return finish(run, request, response);
  } catch (error) {
    return toFailure(error, request);
  }
}

function finish(run: AuthRun, request: Request, response: Response): Response {
  if (run.fault) return toFailure(run.fault, request);
  if (response.status >= 500) {
    return toFailure(new Error(`next-auth answered ${response.status}`), request);
  }
  if (response.status >= 400) return toProblemResponse(new PlazaError("not_found"));
  const answer = new Response(response.body, response);
  if (run.signedIn) {
    for (const cookie of toPreferenceCookies(run.signedIn)) {
      answer.headers.append("set-cookie", cookie);
    }
  }
  return answer;
}

/** A browser on its way back from a provider gets a page, programs get the problem. */
function toFailure(error: unknown, request: Request): Response {
  if (!(error instanceof PlazaError)) {
    log("error", "auth.failed", { path: new URL(request.url).pathname }, error);
  }
  const isNavigation =
    request.method === "GET" && request.headers.get("sec-fetch-mode") === "navigate";
  if (!isNavigation) return toProblemResponse(error);
  return new Response(null, { status: 302, headers: { location: "/sign-in?error=failed" } });
}

function isJson(request: Request): boolean {
  return request.headers.get("content-type")?.includes("application/json") ?? false;
}
