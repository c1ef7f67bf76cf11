import { Unmet, expectEqual, expectStatus } from "./expect.mjs";

/** Makes a share and notes it, so that it is taken away in the end. */
export async function create({ call, made }, init) {
  const share = expectStatus(await call("/api/share", init), 201, "creating a share");
  made.push(share.id);
  return share;
}

export async function readShare({ visit }, id) {
  return expectStatus(await visit(`/api/share/${id}`), 200, `the share ${id}`);
}

export async function readPage({ call }, query) {
  return expectStatus(await call(`/api/share/list?${query}`), 200, "the list");
}

/** The copy of a share in KV, parsed. */
export async function readCopy(storage, id) {
  const text = await storage.readKv(`share:${id}`);
  if (text === null) throw new Unmet(`share:${id} is not in KV`);
  return JSON.parse(text);
}

/** A form with words, and images as files. */
export function toForm(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.set(name, value instanceof Uint8Array ? new Blob([value]) : String(value));
  }
  return form;
}

/** What an earlier check should have left; without it this one cannot say anything. */
export function demand(id) {
  if (!id) throw new Unmet("there is no share to look at");
  return id;
}

/** Field by field, but for views: they are counted a few seconds later, and a restart may lose the last ones. */
export function expectSame(share, before) {
  for (const field of Object.keys(before).filter((name) => name !== "views"))
    expectEqual(share[field], before[field], `${field} of the share ${before.id}`);
}

/** Looks into KV itself, or notes that it cannot be seen from here. */
export async function seeKv({ storage, unseen }, look) {
  if (storage?.readKv) await look();
  else unseen.push("KV itself (set CLOUDFLARE_API_TOKEN)");
}

/** The same for R2 and D1. */
export async function seeObjects({ storage, unseen }, look) {
  if (storage?.listObjects) await look();
  else unseen.push("R2 and D1 themselves");
}
