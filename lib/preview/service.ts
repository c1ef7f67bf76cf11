import { createFlights, fly } from "../cache/single-flight";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { within } from "../platform/within";
import type { ShareRecord } from "../share/schema";
import { getShare, getShareRecord } from "../share/service";
import { previewDesign } from "./schema";
import { findPreview, putPreview } from "./store";

/** A large picture takes seconds, and another one may be before it. */
const paintLimitMs = 20_000;
/** So that a removed share leaves caches that we cannot reach. */
const longestKeepSeconds = 60 * 60;
/** After a failure the image itself is shown for so long. */
const pauseMs = 60_000;
const keptPauses = 500;

/**
 * The picture of a share for link cards: drawn by the preview worker when it is first asked for, then kept in R2. Whatever
 * fails on the way, the answer is a way to the image itself. Throws `not_found`, `gone`, `unavailable`.
 */
export async function servePreview(
  deps: Deps,
  shareId: string,
  request: Request,
): Promise<Response> {
  const share = await getShareRecord(deps, shareId);
  const isOurs = share.generatedImage !== null || share.originalImage !== null;
  const headers = toHeaders(share, deps.now());
  if (request.headers.get("if-none-match") === headers.get("etag")) {
    return new Response(null, { status: 304, headers });
  }
  const png = isOurs ? await findOrPaint(deps, share) : null;
  if (png) {
    headers.set("content-type", "image/png");
    headers.set("content-length", String(png.length));
    return new Response(new Uint8Array(png), { headers });
  }
  const { generatedUrl } = await getShare(deps, shareId, new URL(request.url).origin);
  return new Response(null, {
    status: 302,
    headers: { location: generatedUrl, "cache-control": `public, max-age=${pauseMs / 1000}` },
  });
}

function toHeaders({ id, expiresAt }: ShareRecord, now: number): Headers {
  const leftSeconds = Math.max(0, Math.floor((expiresAt - now) / 1000));
  return new Headers({
    "cache-control": `public, max-age=${Math.min(longestKeepSeconds, leftSeconds)}`,
    "content-disposition": 'inline; filename="preview.png"',
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    etag: `"${id}-preview-${previewDesign}"`,
  });
}

/** Null when it cannot be drawn now. Those who ask at once in an isolate share one drawing. */
async function findOrPaint(deps: Deps, share: ShareRecord): Promise<Uint8Array | null> {
  const { id: shareId } = share;
  const pauses = deps.isolate("preview.pauses", () => new Map<string, number>());
  if ((pauses.get(shareId) ?? 0) > deps.now()) return null;
  try {
    const { png } = await fly(
      { ...deps, flights: deps.isolate("preview.flights", createFlights) },
      {
        key: shareId,
        load: () => load(deps, share),
        accept: () => true,
        after: ({ png: painted, isNew }) =>
          isNew ? keep(deps, shareId, painted) : Promise.resolve(),
        patienceMs: paintLimitMs,
      },
    );
    return png;
  } catch (cause) {
    log("warn", "preview.failed", { shareId }, cause);
    pauses.set(shareId, deps.now() + pauseMs);
    for (const oldest of pauses.keys()) {
      if (pauses.size <= keptPauses) break;
      pauses.delete(oldest);
    }
    return null;
  }
}

type Loaded = { png: Uint8Array; isNew: boolean };

async function load({ bindings }: Deps, share: ShareRecord): Promise<Loaded> {
  const { id: shareId, title, prompt, style, generatedImage, originalImage } = share;
  const known = await findPreview(bindings, shareId).catch((cause: unknown) => {
    log("warn", "preview.unread", { shareId }, cause);
    return null;
  });
  if (known) return { png: known, isNew: false };
  if (!bindings.SHARE_PREVIEW) throw new Error("No preview worker is bound");
  const plan = { shareId, title, prompt, style };
  const painting = bindings.SHARE_PREVIEW.paint({
    ...plan,
    generated: generatedImage,
    original: originalImage,
  });
  return { png: await within(paintLimitMs, "painting a preview", painting), isNew: true };
}

/** A preview that is not kept is drawn again. */
async function keep({ bindings }: Deps, shareId: string, png: Uint8Array): Promise<void> {
  await putPreview(bindings, shareId, png).catch((cause: unknown) =>
    log("warn", "preview.not_kept", { shareId }, cause),
  );
}
