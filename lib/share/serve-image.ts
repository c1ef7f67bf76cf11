import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { imageOf, toFileName } from "./domain";
import { getShareRecord } from "./read";
import type { ShareSide } from "./schema";
import { getImage } from "./store/objects";

/** So that a removed image leaves caches that we cannot reach. */
const longestKeepSeconds = 60 * 60;

type Ask = {
  side: ShareSide;
  /** To be saved instead of shown. */
  isDownload: boolean;
  /** The request's headers. */
  headers: Headers;
};

/**
 * An image of a share as it is served: never sniffed, never run; 304 to whoever has it. Throws `not_found` (also for an image
 * that is elsewhere), `gone`, `unavailable`.
 */
export async function serveShareImage(deps: Deps, shareId: string, ask: Ask): Promise<Response> {
  const share = await getShareRecord(deps, shareId);
  const image = imageOf(share, ask.side);
  if (!image) throw new PlazaError("not_found");
  const leftSeconds = Math.floor((share.expiresAt - deps.now()) / 1000);
  const name = toFileName(share, ask.side, image);
  const headers = new Headers({
    "cache-control": `public, max-age=${Math.max(0, Math.min(longestKeepSeconds, leftSeconds))}`,
    "content-disposition": toDisposition(ask.isDownload ? "attachment" : "inline", name),
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    // An image never changes.
    etag: `"${shareId}-${ask.side}"`,
  });
  if (isKnown(ask.headers, headers)) return new Response(null, { status: 304, headers });
  const object = await getImage(deps.bindings, shareId, ask.side);
  if (!object) throw new PlazaError("not_found");
  headers.set("content-type", image.type);
  headers.set("content-length", String(object.size));
  return new Response(object.body, { headers });
}

function isKnown(asked: Headers, headers: Headers): boolean {
  const known = asked.get("if-none-match")?.split(",") ?? [];
  return known.some((tag) => tag.trim().replace(/^W\//, "") === headers.get("etag"));
}

/** RFC 6266 §4: the name in ASCII for old clients, and as it is. */
function toDisposition(kind: "inline" | "attachment", name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, "_");
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
