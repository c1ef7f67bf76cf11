import { setTimeout as sleep } from "node:timers/promises";
import { ClearError, say } from "../local/say.mjs";

const officialUrl = "https://api.cloudflare.com/client/v4";
const timeoutMs = 60_000;
const maxTries = 5;
/** Cloudflare counts calls over five minutes. */
const longestWaitMs = 300_000;
const maxPages = 200;

/** What a token must be allowed to do, by the beginning of a call's path. */
const permissions = [
  ["/d1/", "D1: Edit"],
  ["/storage/kv/", "Workers KV Storage: Edit"],
  ["/r2/", "Workers R2 Storage: Edit"],
  ["/queues", "Queues: Edit"],
  ["/workers/", "Workers Scripts: Edit"],
  ["/pages/", "Cloudflare Pages: Edit"],
];

/** An answer of Cloudflare that says no: `status`, and its own `codes`. */
export class ApiError extends ClearError {
  constructor(message, { status, codes }) {
    super(message);
    this.status = status;
    this.codes = codes;
  }
}

/** `{accountId, token, baseUrl}` from the environment, or a `ClearError` that says what is missing. */
export function readAccount(env) {
  const { CLOUDFLARE_ACCOUNT_ID: accountId, CLOUDFLARE_API_TOKEN: token } = env;
  const missing = ["CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_API_TOKEN"].filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new ClearError(
      `${missing.join(" and ")} must be set; docs/operations.md says where from`,
    );
  }
  if (!/^[0-9a-f]{32}$/.test(accountId)) {
    throw new ClearError("CLOUDFLARE_ACCOUNT_ID is not an account's id (32 hexadecimal digits)");
  }
  return { accountId, token, baseUrl: env.CLOUDFLARE_API_BASE_URL || officialUrl };
}

/**
 * Cloudflare's REST API for one account. Paths begin behind `/accounts/{id}`. Calls are tried again when there was no
 * answer, on 429 (after what it asks for) and on 5xx: whoever writes must bear that a call was done twice.
 * `call` answers the `result`; `list` all pages of one; both throw `ApiError`.
 */
export function openApi({ accountId, token, baseUrl }, { wait = sleep } = {}) {
  const call = async (method, path, body) => {
    const { result } = await send(method, path, body);
    return result;
  };

  /** `pick` finds the rows in a page's result. R2 pages by cursor, everything else by number. */
  const list = async (path, pick = (result) => result) => {
    const rows = [];
    let query = "page=1&per_page=100";
    for (let page = 1; page <= maxPages; page += 1) {
      const { result, result_info: info } = await send("GET", `${path}?${query}`);
      rows.push(...pick(result));
      if (info?.cursor) query = `cursor=${encodeURIComponent(info.cursor)}&per_page=100`;
      else if (page < toPageCount(info)) query = `page=${page + 1}&per_page=100`;
      else return rows;
    }
    throw new ClearError(`${path} has more than ${maxPages} pages`);
  };

  async function send(method, path, body) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await tryOnce(method, path, body).catch((error) => ({ error }));
      if (answer.data?.success && answer.status < 300) return answer.data;
      const isPassing = answer.error || answer.status === 429 || answer.status >= 500;
      if (!isPassing || attempt === maxTries) throw toError(method, path, answer);
      await pause(answer, attempt);
    }
  }

  async function pause({ retryAfter }, attempt) {
    const asked = Number(retryAfter);
    const waitMs = Math.min(asked > 0 ? asked * 1000 : 500 * 2 ** attempt, longestWaitMs);
    if (waitMs > 10_000) say(`Cloudflare asks to wait ${Math.round(waitMs / 1000)} s …`);
    await wait(waitMs);
  }

  async function tryOnce(method, path, body) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${baseUrl}/accounts/${accountId}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && !isForm ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const retryAfter = response.headers.get("retry-after");
    return { status: response.status, retryAfter, data: parseJson(text) };
  }

  function toError(method, path, { error, status, data }) {
    if (error) {
      const reason = error.cause?.code ?? error.message;
      return new ApiError(`${baseUrl} does not answer (${reason})`, { status: 0, codes: [] });
    }
    const errors = data?.errors ?? [];
    const codes = errors.map(({ code }) => code);
    const words = errors.map(({ code, message }) => `${message} (${code})`).join("; ");
    const said = words || `status ${status}`;
    if (status === 401 || status === 403) {
      return new ApiError(
        `Cloudflare refuses ${method} ${path.split("?")[0]}: ${said}. Is CLOUDFLARE_ACCOUNT_ID ${accountId} the right account, ` +
          `and may the token do "${permissionFor(path)}" in it?`,
        { status, codes },
      );
    }
    const text = `Cloudflare answers ${method} ${path.split("?")[0]}: ${said}`;
    return new ApiError(text, { status, codes });
  }

  return { call, list, accountId };
}

/** Whether an error says that the thing is not there. */
export const isMissing = (error) => error instanceof ApiError && error.status === 404;

function toPageCount(info) {
  if (!info) return 1;
  if (info.total_pages !== undefined) return info.total_pages;
  return Math.ceil((info.total_count ?? 0) / (info.per_page ?? 100));
}

function permissionFor(path) {
  return permissions.find(([start]) => path.startsWith(start))?.[1] ?? "Account Settings: Read";
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
