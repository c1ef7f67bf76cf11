import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { readShareInputs } from "../../lib/share/inputs";
import { createShare, getShare, serveShareImage } from "../../lib/share/service";
import { createPerson } from "./support/chat";
import { newIsolate } from "./support/deps";
import { bytesOf, pixel, uploadFile } from "./support/files";
import { failing } from "./support/mortal";
import {
  counted,
  fromFiles,
  fromUrls,
  listObjects,
  origin,
  share,
  shareDeps,
  show,
} from "./support/shares";

const dayMs = 24 * 60 * 60 * 1000;

describe("a share of addresses", () => {
  it("is there at once, with what was said of it", async () => {
    const [deps, owner] = [shareDeps({ now: () => 1_800_000_000_000 }), await createPerson()];
    const details = { title: "Lighthouse", prompt: "a lighthouse", style: "ink", timestamp: 5 };
    const { share: created } = await createShare(deps, owner, fromUrls(details), origin);
    expect(created.url).toBe(`https://plaza.example/share/${created.id}`);
    expect(created.expiresAt).toBe(1_800_000_000_000 + 30 * dayMs);
    expect(await getShare(deps, created.id, origin)).toEqual({
      id: created.id,
      url: created.url,
      generatedUrl: "https://images.example/after.png",
      originalUrl: "https://images.example/before.png",
      generatedImage: null,
      originalImage: null,
      title: "Lighthouse",
      prompt: "a lighthouse",
      style: "ink",
      timestamp: 5,
      createdAt: 1_800_000_000_000,
      expiresAt: created.expiresAt,
      isR2Stored: false,
      ownerId: owner.id,
      views: 0,
    });
  });

  it("costs three D1 queries with a clientId, none to view warm, one to view cold", async () => {
    const [isolate, owner] = [newIsolate(), await createPerson()];
    // The first one of an isolate tidies the limits' counters as well.
    await share(shareDeps({ isolate }), owner);
    const deps = shareDeps({ isolate });
    const id = await share(deps, owner, fromUrls({ clientId: "client-0001" }));
    expect(deps.cost.d1Queries).toBe(3);
    const warm = shareDeps({ isolate });
    await getShare(warm, id, origin);
    expect(warm.cost.d1Queries).toBe(0);
    expect(counted(warm, "share.read", { source: "memory" })).toBe(1);
    const elsewhere = shareDeps();
    await getShare(elsewhere, id, origin);
    expect(elsewhere.cost.d1Queries).toBe(0);
    expect(counted(elsewhere, "share.read", { source: "kv" })).toBe(1);
    await env.SHARE_DATA_KV.delete(`share:${id}`);
    const cold = shareDeps();
    await getShare(cold, id, origin);
    await cold.settled();
    expect(cold.cost.d1Queries).toBe(1);
    expect(await env.SHARE_DATA_KV.get(`share:${id}`)).toContain(id);
  });

  it("is answered again, and not made again, under the same clientId", async () => {
    const owner = await createPerson();
    const inputs = fromUrls({ clientId: "client-0002" });
    const one = await createShare(shareDeps(), owner, inputs, origin);
    const two = await createShare(shareDeps(), owner, inputs, origin);
    expect([one.created, two.created]).toEqual([true, false]);
    expect(two.share).toEqual(one.share);
    const other = await createShare(shareDeps(), await createPerson(), inputs, origin);
    expect(other.created).toBe(true);
    expect(other.share.id).not.toBe(one.share.id);
  });

  it("is refused beyond the limit, repeats not counted", async () => {
    const [owner, variables] = [await createPerson(), { LIMIT_SHARES_PER_MINUTE: "2" }];
    const create = (clientId: string) =>
      createShare(shareDeps({ variables }), owner, fromUrls({ clientId }), origin);
    await create("client-one");
    await create("client-one");
    await create("client-two");
    await expect(create("client-three")).rejects.toMatchObject({ code: "rate_limited" });
    expect((await create("client-two")).created).toBe(false);
  });

  it("is refused where an address leads inside", async () => {
    const inputs = fromUrls();
    const images = { kind: "urls", generatedUrl: "https://10.0.0.1/a", originalUrl: null } as const;
    await expect(
      createShare(shareDeps(), await createPerson(), { ...inputs, images }, origin),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("is not made for an account that has ended", async () => {
    const owner = await createPerson({ status: "deleted" });
    await expect(createShare(shareDeps(), owner, fromUrls(), origin)).rejects.toMatchObject({
      code: "not_signed_in",
    });
  });
});

describe("a share of files", () => {
  it("has its images in R2, served as what they are", async () => {
    const [deps, owner] = [shareDeps(), await createPerson()];
    const id = await share(deps, owner, fromFiles({ title: "Löwe & Lamm" }));
    expect(await listObjects(id)).toEqual(["generated", "original"]);
    const found = await getShare(deps, id, origin);
    expect(found.isR2Stored).toBe(true);
    expect(found.generatedUrl).toBe(`https://plaza.example/api/media/shares/${id}/generated`);
    expect(found.generatedImage).toMatchObject({ type: "image/png", width: 1, height: 1 });
    const answer = await serveShareImage(deps, id, { ...show("generated"), isDownload: true });
    const headers: Record<string, string> = {};
    answer.headers.forEach((value, name) => (headers[name] = value));
    expect(headers).toMatchObject({
      "content-type": "image/png",
      "content-disposition": `attachment; filename="L_we-Lamm.png"; filename*=UTF-8''L%C3%B6we-Lamm.png`,
      "cache-control": "public, max-age=3600",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    });
    expect(new Uint8Array(await answer.arrayBuffer()).subarray(1, 4)).toEqual(bytesOf("PNG"));
    const known = new Headers({ "if-none-match": answer.headers.get("etag") ?? "" });
    expect((await serveShareImage(deps, id, show("generated", known))).status).toBe(304);
  });

  it("is what its bytes say, or nothing", async () => {
    const [deps, owner] = [shareDeps(), await createPerson()];
    const html = bytesOf("<!doctype html><script>alert(1)</script>");
    const images = { kind: "files", generated: html, original: null } as const;
    await expect(
      createShare(deps, owner, { ...fromFiles(), images }, origin),
    ).rejects.toMatchObject({ code: "unsupported_media_type" });
  });

  it("is finished by the next call when R2 could not take its images", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const owner = await createPerson();
    const inputs = fromFiles({ clientId: "client-r2-down" });
    const down = failing(shareDeps(), /r2 put/, new Error("R2 is down, says the test"));
    await expect(createShare(down, owner, inputs, origin)).rejects.toMatchObject({
      code: "unavailable",
    });
    const { created, share: made } = await createShare(shareDeps(), owner, inputs, origin);
    expect(created).toBe(true);
    expect(await listObjects(made.id)).toEqual(["generated", "original"]);
  });

  it("may be an image on a message that one can read", async () => {
    const [owner, stranger] = [await createPerson(), await createPerson()];
    const { id: attachmentId } = await uploadFile(owner);
    const images = { kind: "attachment", attachmentId } as const;
    const id = await share(shareDeps(), owner, { ...fromUrls(), images });
    expect(await listObjects(id)).toEqual(["generated"]);
    await expect(
      createShare(shareDeps(), stranger, { ...fromUrls(), images }, origin),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the body of a new share", () => {
  const read = (body: BodyInit, headers: Record<string, string> = {}) =>
    readShareInputs(new Request(origin, { method: "POST", body, headers }));
  const asJson = (value: unknown) => read(JSON.stringify(value));

  it("is a form with files and texts", async () => {
    const form = new FormData();
    form.set("generated", new File([new Uint8Array(pixel)], "a.png"));
    form.set("original", new File([], ""));
    form.set("title", " Sea ");
    form.set("timestamp", "");
    form.set("expiresInDays", "7");
    expect(await read(form)).toEqual({
      details: { title: "Sea", prompt: "", style: "", expiresInDays: 7 },
      images: { kind: "files", generated: pixel, original: null },
    });
  });

  it("names the field that does not fit", async () => {
    const refusals = [
      [asJson({}), "generatedUrl"],
      [asJson({ generatedUrl: "http://a.example/a.png" }), "generatedUrl"],
      [asJson({ generatedUrl: "https://a.example/a.png", expiresInDays: 31 }), "expiresInDays"],
      [asJson({ attachmentId: 5 }), "attachmentId"],
      [asJson("text"), "body"],
      [read(new FormData()), "generated"],
    ] as const;
    for (const [refused, field] of refusals) {
      await expect(refused).rejects.toMatchObject({
        code: "invalid_input",
        options: { errors: [expect.objectContaining({ field })] },
      });
    }
  });

  it("is at most two images and a little", async () => {
    const form = new FormData();
    form.set("generated", new File([new Uint8Array(21 * 1024 * 1024)], "a.png"));
    await expect(read(form)).rejects.toMatchObject({ code: "payload_too_large" });
  });
});
