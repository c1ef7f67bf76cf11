/** The credential of `Authorization: Bearer …`, or null without such a header. */
export function readBearer(request: Pick<Request, "headers">): string | null {
  const match = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "");
  return match?.[1] ?? null;
}
