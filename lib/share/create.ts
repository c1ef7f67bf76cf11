import type { Person } from "../auth/schema";
import { RateLimitKeys } from "../cache/keys";
import { PlazaError } from "../http/problem";
import { takeFromLimit } from "../limit/take";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { writeCopy } from "./cache";
import { dayMs, toShareUrl, uploadGraceMs } from "./domain";
import { prepareImages, type ReadyImages } from "./images";
import type { ShareInputs } from "./inputs";
import { openMemory } from "./memory";
import type { CreatedShare, ShareDetails, ShareRecord } from "./schema";
import { putImage } from "./store/objects";
import { findByClientId, insertShare, openShare, type KnownShare } from "./store/rows";

/**
 * Makes a share: its row first, so that the cron knows of objects which nobody came back for, then its images, and
 * only then is it there for others. The same `clientId` again goes on with what was begun, or answers the first share
 * (`created: false`). Throws `rate_limited`, `gone` when that one has been removed, and what `prepareImages` throws.
 */
export async function createShare(
  deps: Deps,
  owner: Pick<Person, "id">,
  { details, images }: ShareInputs,
  origin: string,
): Promise<{ share: CreatedShare; created: boolean }> {
  const clientId = details.clientId ?? newId(20);
  const known = details.clientId ? await findByClientId(deps.db, owner.id, clientId) : null;
  if (known && known.state !== "uploading") {
    return { share: toFirst(known, origin), created: false };
  }
  await takeFromLimit(deps, RateLimitKeys.shares(owner.id), {
    limit: deps.variables.LIMIT_SHARES_PER_MINUTE,
    windowSeconds: 60,
  });
  const ready = await prepareImages(deps, owner, images);
  const share = await keep(deps, toRecord(deps, owner, details, ready), clientId, ready);
  if (!share) {
    const first = await findByClientId(deps.db, owner.id, clientId);
    // Neither begun nor there: the account has ended meanwhile.
    if (!first) throw new PlazaError("not_signed_in");
    return { share: toFirst(first, origin), created: false };
  }
  openMemory(deps).put(
    share.id,
    { state: "live", record: share },
    { readAt: deps.now(), now: deps.now() },
  );
  deps.waitUntil(writeCopy(deps, share));
  deps.counters.count("share.created");
  return { share: toCreated(share, origin), created: true };
}

/** Null when the `clientId` has its share by now, or the account has ended. */
async function keep(
  deps: Deps,
  record: ShareRecord,
  clientId: string,
  { generated, original }: ReadyImages,
): Promise<ShareRecord | null> {
  const sides = [
    { side: "generated" as const, ready: generated },
    { side: "original" as const, ready: original },
  ];
  const files = sides.flatMap(({ side, ready }) =>
    ready?.kind === "ours" ? [{ side, type: ready.image.type, bytes: ready.bytes }] : [],
  );
  const isWhole = files.length === 0;
  const begun = await insertShare(deps.db, {
    ...record,
    clientId,
    state: isWhole ? "live" : "uploading",
    purgeAt: isWhole ? record.expiresAt : deps.now() + uploadGraceMs,
  });
  if (!begun || isWhole) return begun?.record ?? null;
  const { id } = begun.record;
  await Promise.all(files.map((file) => putImage(deps.bindings, { shareId: id, ...file })));
  return (await openShare(deps.db, id))?.record ?? null;
}

function toRecord(
  deps: Deps,
  owner: Pick<Person, "id">,
  details: ShareDetails,
  { generated, original }: ReadyImages,
): ShareRecord {
  const now = deps.now();
  return {
    id: newId(20),
    ownerId: owner.id,
    title: details.title,
    prompt: details.prompt,
    style: details.style,
    generatedRemoteUrl: generated.kind === "remote" ? generated.url : null,
    originalRemoteUrl: original?.kind === "remote" ? original.url : null,
    generatedImage: generated.kind === "ours" ? generated.image : null,
    originalImage: original?.kind === "ours" ? original.image : null,
    timestamp: details.timestamp ?? now,
    createdAt: now,
    expiresAt: now + details.expiresInDays * dayMs,
    views: 0,
  };
}

/** The share that a repeated call finds. Throws `gone` when it has ended, `unavailable` when it is still being made. */
function toFirst({ state, record }: KnownShare, origin: string): CreatedShare {
  switch (state) {
    case "live":
      return toCreated(record, origin);
    case "uploading":
      throw new PlazaError("unavailable");
    case "expired":
    case "removed":
      throw new PlazaError("gone");
  }
}

function toCreated({ id, expiresAt }: ShareRecord, origin: string): CreatedShare {
  return { id, url: toShareUrl(origin, id), expiresAt };
}
