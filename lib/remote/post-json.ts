type Call = {
  body: string;
  headers: Record<string, string>;
  limitMs: number;
  /** For tests; `fetch`. */
  request?: typeof fetch;
};

/**
 * Calls somebody's webhook: one POST without cookies. A redirect is an answer like any other, since following it would
 * carry what we send to an address that nobody has looked at. Throws when no answer comes in time.
 */
export function postJson(
  url: URL,
  { body, headers, limitMs, request = fetch }: Call,
): Promise<Response> {
  return request(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(limitMs),
  });
}
