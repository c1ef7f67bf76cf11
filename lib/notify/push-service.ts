import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { judgeRemoteUrl } from "../remote/address";
import { encryptPush } from "./encrypt";
import type { PushPayload } from "./schema";
import type { Browser } from "./store/owed";
import { toVapidHeader, type VapidKeys } from "./vapid";

const attemptMs = 10_000;

/** `gone`: there is no such subscription any more. `retryAfterSeconds`: what the service asked for, if anything. */
export type PushAnswer =
  { kind: "sent" | "gone" | "refused" } | { kind: "retry"; retryAfterSeconds: number | null };

type Sending = {
  keys: VapidKeys;
  browser: Browser;
  payload: PushPayload;
  /** How long the service keeps it for a browser that is off. */
  ttlSeconds: number;
  urgency: "high" | "normal";
  /** A push that waits there under the same topic is replaced (RFC 8030 §5.4); at most 32 letters of base64url. */
  topic: string;
};

/**
 * Hands one push to the browser's push service (RFC 8030). Its address came from outside: it is https to a public host or
 * nothing is sent, redirects are not followed, and of the answer only the status is looked at. Never throws.
 */
export async function sendPush(
  { now }: Pick<Deps, "now">,
  { keys, browser, payload, ttlSeconds, urgency, topic }: Sending,
  request: typeof fetch = fetch,
): Promise<PushAnswer> {
  try {
    if ("refusal" in judgeRemoteUrl(browser.endpoint)) return { kind: "gone" };
    const response = await request(browser.endpoint, {
      method: "POST",
      headers: {
        authorization: await toVapidHeader(keys, browser.endpoint, now()),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        ttl: String(ttlSeconds),
        urgency,
        topic,
      },
      body: await encryptPush(JSON.stringify(payload), browser),
      redirect: "manual",
      signal: AbortSignal.timeout(attemptMs),
    });
    await response.body?.cancel();
    return toAnswer(response);
  } catch (cause) {
    log("warn", "push.unreachable", { service: toHost(browser.endpoint) }, cause);
    return { kind: "retry", retryAfterSeconds: null };
  }
}

function toAnswer({ status, headers }: Response): PushAnswer {
  if (status >= 200 && status < 300) return { kind: "sent" };
  if (status === 404 || status === 410) return { kind: "gone" };
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get("retry-after") ?? "");
    return { kind: "retry", retryAfterSeconds: seconds > 0 ? seconds : null };
  }
  // A redirect, or a request that would be as wrong next time.
  log("error", "push.refused", { status });
  return { kind: "refused" };
}

/** The path of an endpoint is a secret of its browser. */
function toHost(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : "";
}
