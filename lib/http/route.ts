import { safeParse, type $ZodType } from "zod/v4/core";
import type { Person } from "../auth/schema";
import { requestDeps } from "../platform/context";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import type { TokenScope } from "../token/schema";
import { authenticate, type Access } from "./authenticate";
import { toLogPath } from "./log-path";
import { PlazaError, toProblemResponse } from "./problem";
import { assertOwnOrigin } from "./origin";
import { parseInput, readJson } from "./read-body";

type RouteSpec<A extends Access, P, Q, B> = {
  access: A;
  /** What an API token needs to call this; without it the route takes sessions only. */
  scope?: TokenScope;
  /** Path parameters; a value that does not parse is an address with nothing behind it (404). */
  params?: $ZodType<P>;
  query?: $ZodType<Q>;
  body?: $ZodType<B>;
  maxBodyBytes?: number;
  /**
   * Starts cache reads of the handler in the same tick as those of the session, so that both ride one round trip.
   * The handler reads the same entries again and gets the answers of this trip.
   */
  prefetch?: (deps: Deps, params: P, query: Q, userId: string) => void;
};

type RouteInput<A extends Access, P, Q, B> = {
  deps: Deps;
  request: Request;
  params: P;
  query: Q;
  body: B;
  /** Under "operator", null is a program. */
  person: A extends "anyone" | "operator" | "address" ? Person | null : Person;
};

type NextContext = { params: Promise<Record<string, string | string[]>> };

/**
 * One route handler: checks the origin of writes, authenticates, parses, calls, and maps every failure to a problem.
 * Who is asked for comes before what is asked: a stranger hears 401, not what is wrong with the question.
 * Unexpected failures are logged once with their cause and show nothing of themselves.
 */
export function route<A extends Access, P = undefined, Q = undefined, B = undefined>(
  spec: RouteSpec<A, P, Q, B>,
  handler: (input: RouteInput<A, P, Q, B>) => Promise<Response>,
): (request: Request, context: NextContext) => Promise<Response> {
  return async (request, context) => {
    let deps: Deps | undefined;
    try {
      deps = requestDeps();
      if (spec.access !== "address") assertOwnOrigin(request, deps.variables.ALLOWED_ORIGINS);
      const onClaims = await toPrefetch(spec, deps, request, context);
      const person = await authenticate(deps, request, spec, onClaims);
      const params = parseParams(spec.params, await context.params);
      const query = parseQuery(spec.query, request);
      // Read after the person is known, so that strangers cannot make us read large bodies.
      const body = spec.body
        ? parseInput(spec.body, await readJson(request, spec.maxBodyBytes))
        : (undefined as B);
      const response = await handler({
        deps,
        request,
        params,
        query,
        body,
        person: person as RouteInput<A, P, Q, B>["person"],
      });
      return withCost(response, deps);
    } catch (error) {
      if (!(error instanceof PlazaError)) {
        log("error", "route.failed", { path: toLogPath(new URL(request.url).pathname) }, error);
      }
      return withCost(toProblemResponse(error), deps);
    }
  };
}

/** A JSON answer that no shared cache keeps. */
export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { "cache-control": "private, no-store" } });
}

/** An answer without a body. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** What the route reads ahead for whoever has a session; parsed only then. */
async function toPrefetch<A extends Access, P, Q, B>(
  spec: RouteSpec<A, P, Q, B>,
  deps: Deps,
  request: Request,
  context: NextContext,
): Promise<((userId: string) => void) | undefined> {
  const { prefetch } = spec;
  if (!prefetch) return undefined;
  const params = await context.params;
  return (userId) =>
    prefetch(deps, parseParams(spec.params, params), parseQuery(spec.query, request), userId);
}

function parseParams<P>(
  schema: $ZodType<P> | undefined,
  params: Record<string, string | string[]>,
): P {
  if (!schema) return undefined as P;
  const result = safeParse(schema, params);
  if (!result.success) throw new PlazaError("not_found");
  return result.data;
}

function parseQuery<Q>(schema: $ZodType<Q> | undefined, request: Request): Q {
  if (!schema) return undefined as Q;
  return parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
}

/** Says in `Server-Timing` what the answer has cost, where `EXPOSE_COST` is on. */
export function withCost(response: Response, deps: Deps | undefined): Response {
  if (deps?.variables.EXPOSE_COST !== "1") return response;
  const { d1Queries, redisRoundTrips } = deps.cost;
  response.headers.set("server-timing", `d1;desc="${d1Queries}", redis;desc="${redisRoundTrips}"`);
  return response;
}
