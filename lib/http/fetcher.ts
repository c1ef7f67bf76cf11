import { config, safeParse, type $ZodType } from "zod/v4/core";
import { asUserHeader } from "./as-user";
import { isProblemCode, PlazaError, type FieldError, type ProblemCode } from "./problem";

// Schemas loaded later would try whether code may be made from text; the policy refuses that, and reports it.
config({ jitless: true });

/** No answer of ours: offline, too slow, or something in between answered. Whether the server acted is unknown. */
export class NetworkError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "NetworkError";
  }
}

export type FetchInit = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is; for uploads. */
  body?: Blob | FormData;
  /** Who the page believes to be: refused when another tab has signed in as somebody else since. */
  asUser?: string;
  /** Goes out even when the page is left meanwhile; for small bodies. */
  keepalive?: boolean;
  /** For the whole exchange, body included. */
  timeoutMs?: number;
};

export type FetchJson = <T>(url: string, schema: $ZodType<T>, init?: FetchInit) => Promise<T>;

const defaultTimeoutMs = 15_000;

/**
 * Calls our API from the browser and parses the answer by `schema` (an answer without a body is `undefined`).
 * Throws `PlazaError` for a problem, `NetworkError` when no answer of ours arrived.
 */
export const fetchJson: FetchJson = async (url, schema, init = {}) => {
  return readAnswer(await exchange(url, init), schema);
};

export type Exchange = { status: number; headers: Headers; text: string };

/** What an answer of our API says, parsed by `schema`. Throws like `fetchJson`. */
export function readAnswer<T>({ status, headers, text }: Exchange, schema: $ZodType<T>): T {
  const value = parseJson(text);
  if (status < 200 || status > 299) throw toError(status, headers, value);
  if (value === notJson) throw new NetworkError("The answer is not ours");
  const result = safeParse(schema, value);
  if (!result.success) throw new PlazaError("internal", { cause: result.error });
  return result.data;
}

async function exchange(url: string, init: FetchInit): Promise<Exchange> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), init.timeoutMs ?? defaultTimeoutMs);
  try {
    const response = await fetch(url, {
      method: init.method ?? "GET",
      cache: "no-store",
      keepalive: init.keepalive,
      signal: controller.signal,
      body: init.json === undefined ? init.body : JSON.stringify(init.json),
      headers: {
        ...(init.json === undefined ? {} : { "content-type": "application/json" }),
        ...(init.asUser === undefined ? {} : { [asUserHeader]: init.asUser }),
      },
    });
    const { status, headers } = response;
    return { status, headers, text: await response.text() };
  } catch (cause) {
    throw new NetworkError("The network failed", cause);
  } finally {
    clearTimeout(timer);
  }
}

const notJson = Symbol("not JSON");

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return notJson;
  }
}

function toError(status: number, headers: Headers, value: unknown): Error {
  const problem: Record<string, unknown> = isObject(value) ? value : {};
  const seconds = Number(headers.get("retry-after"));
  return new PlazaError(isProblemCode(problem.code) ? problem.code : codeOfStatus(status), {
    detail: typeof problem.detail === "string" ? problem.detail : undefined,
    errors: Array.isArray(problem.errors) ? problem.errors.filter(isFieldError) : undefined,
    retryAfterSeconds: seconds > 0 ? seconds : undefined,
  });
}

/** For answers without a problem, which something in front of the application gave. */
function codeOfStatus(status: number): ProblemCode {
  if (status === 401) return "not_signed_in";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 413) return "payload_too_large";
  if (status === 429) return "rate_limited";
  return status > 500 ? "unavailable" : "internal";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isFieldError(value: unknown): value is FieldError {
  return isObject(value) && typeof value.field === "string" && typeof value.message === "string";
}
