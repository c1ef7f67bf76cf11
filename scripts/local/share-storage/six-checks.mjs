import { jsonBody } from "./client.mjs";
import { Skipped, expectEqual, expectSoon, expectStatus } from "./expect.mjs";
import {
  create,
  demand,
  expectSame,
  readCopy,
  readPage,
  readShare,
  seeKv,
  seeObjects,
  toForm,
} from "./shares.mjs";

const lifeHours = 30 * 24;
const concurrentShares = 20;
const words = { title: "Lighthouse", prompt: "a lighthouse at night", style: "ink", timestamp: 5 };

/** In this order: each builds on what the first has made. */
export const checks = [
  { name: "create and store", run: checkCreate },
  { name: "detail", run: checkDetail },
  { name: "list", run: checkList },
  { name: "monitor", run: checkMonitor },
  { name: "persistence across a restart", run: checkPersistence },
  { name: "consistency", run: checkConsistency },
];

async function checkCreate(context) {
  const { call, url, pictures, storage, patienceMs } = context;
  // A call without a body first: who is refused while a file is on its way may hear of a broken line only.
  expectStatus(await call("/api/share/list?limit=1"), 200, "asking with this token");
  const form = toForm({ ...words, generated: pictures.png, original: pictures.jpeg });
  const stored = await create(context, { method: "POST", body: form });
  // On a deployment an image that is there: its address is looked up, and perhaps copied.
  const generatedUrl = url.startsWith("https:")
    ? `${url}/api/media/shares/${stored.id}/generated`
    : "https://images.example.com/after.png";
  const named = await create(context, jsonBody("POST", { ...words, generatedUrl }));
  const refused = await call(
    "/api/share",
    jsonBody("POST", { generatedUrl: "https://127.0.0.1/" }),
  );
  expectStatus(refused, 422, "a private address");
  context.stored = stored.id;
  context.named = named.id;
  await seeKv(context, async () => {
    for (const { id, expiresAt } of [stored, named]) {
      const copy = await expectSoon(patienceMs, () => readCopy(storage, id));
      expectEqual(
        [copy.id, copy.prompt, copy.expiresAt],
        [id, words.prompt, expiresAt],
        "the copy",
      );
      const expiration = await storage.readExpiration?.(`share:${id}`);
      const left = expiration === undefined ? lifeHours : toHours(expiration - Date.now() / 1000);
      expectEqual(left, lifeHours, "the hours that a copy stays");
    }
  });
  await seeObjects(context, async () => {
    const keys = [`shares/${stored.id}/generated`, `shares/${stored.id}/original`];
    expectEqual(await storage.listObjects(`shares/${stored.id}/`), keys, "what R2 holds");
    expectEqual(await storage.readObject(keys[0]), Buffer.from(pictures.png), "the result in R2");
    expectEqual(
      await storage.readObject(keys[1]),
      Buffer.from(pictures.jpeg),
      "the original in R2",
    );
    expectEqual(
      await storage.listObjects(`shares/${named.id}/`),
      [],
      "what R2 holds of an address",
    );
    for (const id of [stored.id, named.id])
      expectEqual((await storage.readRow(id))?.state, "live", "the state in D1");
  });
  return "two images as a form, one by its address";
}

async function checkDetail(context) {
  const { visit, pictures, url } = context;
  const share = await readShare(context, demand(context.stored));
  const { id, title, prompt, style, timestamp, isR2Stored, expiresAt, createdAt } = share;
  expectEqual({ title, prompt, style, timestamp }, words, "what was said of it");
  expectEqual(
    [isR2Stored, share.url],
    [true, `${url}/share/${id}`],
    "stored in R2, and its address",
  );
  expectEqual(toHours((expiresAt - createdAt) / 1000), lifeHours, "the hours that it lives");
  const images = [
    [share.generatedUrl, "image/png", pictures.png],
    [share.originalUrl, "image/jpeg", pictures.jpeg],
  ];
  for (const [address, type, bytes] of images) {
    const image = await visit(address);
    expectStatus(image, 200, "an image");
    expectEqual([image.type, image.bytes], [type, Buffer.from(bytes)], "the image that is served");
  }
  expectEqual((await readShare(context, context.named)).isR2Stored, false, "an address in R2");
  const unknown = await visit(`/api/share/${"0".repeat(20)}`);
  expectEqual(expectStatus(unknown, 404, "an unknown share").code, "not_found", "its problem");
  return "fields, both images to the byte, 404 for an unknown one";
}

async function checkList(context) {
  const { storage, runCrons, patienceMs } = context;
  const [newer, older] = [demand(context.named), context.stored];
  const first = await readPage(context, "limit=1");
  expectEqual(
    [first.shares.map(({ id }) => id), first.dataSource],
    [[newer], "d1"],
    "the first page",
  );
  const next = await readPage(context, `limit=1&cursor=${encodeURIComponent(first.nextCursor)}`);
  expectEqual(next.shares[0]?.id, older, "the second page");
  if (runCrons) {
    // It is never the truth: taken away, it comes back from D1.
    await storage.deleteKv("share:list");
    await runCrons();
  }
  await seeKv(context, async () => {
    await expectSoon(patienceMs, async () => {
      const list = JSON.parse((await storage.readKv("share:list")) ?? "null");
      expectEqual(list?.ids.slice(0, 2), [newer, older], "the newest of share:list");
    });
  });
  return "newest first, page by page";
}

async function checkMonitor({ call, isAdmin, storage, stored }) {
  if (!isAdmin) throw new Skipped("needs an administrator, and an API token is none");
  demand(stored);
  const { store, totals, list } = expectStatus(
    await call("/api/share/monitor"),
    200,
    "the monitor",
  );
  expectEqual([store, totals.live, totals.r2Stored], ["kv", 2, 1], "store, shares, those in R2");
  const { version, ids } = JSON.parse((await storage.readKv("share:list")) ?? "{}");
  expectEqual([list?.version, list?.ids], [version, ids?.length], "its list");
  return "store, shares, those in R2, the list";
}

async function checkPersistence(context) {
  const { restart, storage } = context;
  const ids = [demand(context.stored), context.named];
  const before = await Promise.all(ids.map((id) => readShare(context, id)));
  // One of the two is then read from KV, the other one from D1.
  if (restart) {
    await storage.deleteKv(`share:${context.named}`);
    await restart();
  } else {
    context.unseen.push("a restart, which a deployment cannot be told to do");
  }
  const after = await Promise.all(ids.map((id) => readShare(context, id)));
  before.forEach((share, index) => expectSame(after[index], share));
  const image = await context.visit(`/api/media/shares/${context.stored}/generated`);
  expectEqual(image.bytes, Buffer.from(context.pictures.png), "the image");
  return restart ? "the same from KV and from D1" : "the same again";
}

async function checkConsistency(context) {
  const { call, pictures, storage, made, runCrons, patienceMs } = context;
  demand(context.stored);
  const clientId = crypto.randomUUID();
  const toCall = (id) => ({
    method: "POST",
    body: toForm({ clientId: id, generated: pictures.png }),
  });
  const several = Array.from({ length: concurrentShares }, (_, index) => `${clientId}-${index}`);
  await Promise.all(several.map((id) => create(context, toCall(id))));
  const listed = new Set((await readPage(context, "limit=100")).shares.map(({ id }) => id));
  expectEqual(
    made.filter((id) => !listed.has(id)),
    [],
    "what the list lacks",
  );
  const first = await create(context, toCall(clientId));
  const again = expectStatus(
    await call("/api/share", toCall(clientId)),
    200,
    "the same call again",
  );
  expectEqual(again.id, first.id, "what the same call answers");
  expectStatus(await call(`/api/share/${first.id}`, { method: "DELETE" }), 204, "a removal");
  expectStatus(await call(`/api/share/${first.id}`), 404, "a removed share");
  await runCrons?.();
  await seeKv(context, async () => {
    const left = () => storage.readKv(`share:${first.id}`);
    await expectSoon(patienceMs, async () => expectEqual(await left(), null, "a removed copy"));
    await expectSoon(patienceMs, () => readCopy(storage, context.named));
  });
  await seeObjects(context, async () => {
    expectEqual(await storage.listObjects(`shares/${first.id}/`), [], "R2 of a removed share");
    expectEqual((await storage.readRow(first.id))?.state, "removed", "its state in D1");
  });
  return `${concurrentShares} at once all listed, one for the same clientId, a removed one gone everywhere`;
}

const toHours = (seconds) => Math.round(seconds / 3600);
