import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { PreviewPlan } from "../../lib/preview/schema";
import { servePreview } from "../../lib/preview/service";
import type { IsolateState } from "../../lib/platform/isolate";
import type { ShareInputs } from "../../lib/share/inputs";
import { removeShare } from "../../lib/share/service";
import { createPerson } from "./support/chat";
import { newIsolate, type TestDeps } from "./support/deps";
import { failing } from "./support/mortal";
import { blue, paintPng, readPng, red, redJpeg, redWebp } from "./support/pictures";
import { fromFiles, fromUrls, listObjects, origin, share, shareDeps } from "./support/shares";

const background = [245, 243, 239];
/** Where the title stands on a card without a picture. */
const titleBox = [88, 200, 900, 90] as const;

/** A site whose calls of the preview worker are counted. */
function openSite(isolate: IsolateState = newIsolate()) {
  const painted: string[] = [];
  const deps = (now: () => number = Date.now): TestDeps => {
    const own = shareDeps({ isolate, now });
    const paint = (plan: PreviewPlan) => {
      painted.push(plan.shareId);
      return env.SHARE_PREVIEW.paint(plan);
    };
    return { ...own, bindings: { ...own.bindings, SHARE_PREVIEW: { paint } } };
  };
  return { painted, deps };
}

async function ask(deps: TestDeps, id: string, headers: Record<string, string> = {}) {
  const request = new Request(`${origin}/share/${id}/preview.png`, { headers });
  const answer = await servePreview(deps, id, request);
  await deps.settled();
  return answer;
}

const view = async (answer: Response) => readPng(new Uint8Array(await answer.arrayBuffer()));

async function shareFiles(
  generated: Uint8Array,
  original: Uint8Array | null = null,
  details: Partial<ShareInputs["details"]> = {},
) {
  const owner = await createPerson();
  const images = { kind: "files" as const, generated, original };
  return { owner, id: await share(shareDeps(), owner, { ...fromFiles(details), images }) };
}

/** A share whose picture nobody can read: its card is text alone. */
const shareText = async (title: string, prompt = "") => {
  const { id } = await shareFiles(redJpeg, null, { title, prompt });
  await env.MEDIA_BUCKET.delete(`shares/${id}/generated`);
  return id;
};

describe("the preview of a share", () => {
  it("shows both pictures side by side, is kept, and is drawn once", async () => {
    const [before, after] = [await paintPng(300, 200, blue), await paintPng(600, 400, red)];
    const { id } = await shareFiles(after, before, { title: "The square" });
    const site = openSite();
    const answer = await ask(site.deps(), id);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=3600");
    const card = await view(answer);
    expect([card.width, card.height]).toEqual([1200, 630]);
    expect([card.at(200, 200), card.at(1000, 200)]).toEqual([[...blue], [...red]]);
    expect(await listObjects(id)).toEqual(["generated", "original", "preview"]);
    expect((await ask(openSite(newIsolate()).deps(), id)).status).toBe(200);
    expect((await ask(site.deps(), id)).status).toBe(200);
    expect(site.painted).toEqual([id]);
    const etag = answer.headers.get("etag") ?? "";
    expect((await ask(site.deps(), id, { "if-none-match": etag })).status).toBe(304);
  });

  it.each([
    ["JPEG", redJpeg],
    ["WebP", redWebp],
  ])("shows a %s", async (_, bytes) => {
    const { id } = await shareFiles(bytes);
    const [r = 0, g = 0, b = 0] = (await view(await ask(openSite().deps(), id))).at(900, 300);
    expect([Math.abs(r - red[0]) < 5, Math.abs(g - red[1]) < 5, Math.abs(b - red[2]) < 5]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("draws characters of every script that it has, each as itself", async () => {
    const looks: string[] = [];
    for (const title of ["龍鳳", "龙凤", "虎豹", "Ab"]) {
      const card = await view(await ask(openSite().deps(), await shareText(title)));
      looks.push(card.lookOf(...titleBox));
    }
    const empty = await view(await ask(openSite().deps(), await shareText("")));
    expect(new Set([...looks, empty.lookOf(...titleBox)]).size).toBe(5);
  });

  it("leaves out what no font has", async () => {
    const [plain, decorated] = [await shareText("Hello"), await shareText("🎉 Hello مرحبا")];
    const looks = [];
    for (const id of [plain, decorated]) {
      looks.push((await view(await ask(openSite().deps(), id))).lookOf(...titleBox));
    }
    expect(looks[1]).toBe(looks[0]);
  });

  it("has no picture where the image would not fit into memory", async () => {
    const { id } = await shareFiles(redJpeg, null, { title: "Large" });
    const large = JSON.stringify({ type: "image/jpeg", width: 4000, height: 3000, size: 9 });
    await env.DB.prepare("UPDATE shares SET generated_image = ?2 WHERE id = ?1")
      .bind(id, large)
      .run();
    await env.SHARE_DATA_KV.delete(`share:${id}`);
    const card = await view(await ask(openSite().deps(), id));
    expect([card.at(900, 100), card.at(500, 20)]).toEqual([background, background]);
  });

  it("shows a PNG that is larger than a JPEG may be", async () => {
    const { id } = await shareFiles(await paintPng(3000, 2500, blue));
    expect((await view(await ask(openSite().deps(), id))).at(900, 300)).toEqual([...blue]);
  });
});

describe("a burst", () => {
  it("of twenty in one isolate draws once", async () => {
    const { id } = await shareFiles(await paintPng(300, 200, red));
    const site = openSite();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(site.deps(), id)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(site.painted).toEqual([id]);
  });
});

describe("when something fails", () => {
  it("leads to the image, and does not try again for a minute", async () => {
    const { id } = await shareFiles(redJpeg);
    let time = Date.now();
    let tried = 0;
    const isolate = newIsolate();
    const deps = () => {
      const own = shareDeps({ isolate, now: () => time });
      const paint = () => {
        tried += 1;
        return Promise.reject(new Error("Worker exceeded CPU time limit."));
      };
      return { ...own, bindings: { ...own.bindings, SHARE_PREVIEW: { paint } } };
    };
    const answer = await ask(deps(), id);
    expect([answer.status, answer.headers.get("location")]).toEqual([
      302,
      `${origin}/api/media/shares/${id}/generated`,
    ]);
    await ask(deps(), id);
    expect(tried).toBe(1);
    time += 61_000;
    await ask(deps(), id);
    expect(tried).toBe(2);
  });

  it("a bucket that neither reads nor writes still gives a card", async () => {
    const { id } = await shareFiles(redJpeg);
    const deps = failing(openSite().deps(), /^r2 /, new Error("R2 is down"));
    expect((await ask(deps, id)).status).toBe(200);
    expect(await listObjects(id)).toEqual(["generated"]);
  });

  it("without a preview worker the link leads to the image", async () => {
    const { id } = await shareFiles(redJpeg);
    const deps = shareDeps();
    delete deps.bindings.SHARE_PREVIEW;
    expect((await ask(deps, id)).status).toBe(302);
  });
});

describe("a share that shows nothing of ours", () => {
  it("leads to where its image is", async () => {
    const id = await share(shareDeps(), await createPerson(), fromUrls());
    const answer = await ask(openSite().deps(), id);
    expect([answer.status, answer.headers.get("location")]).toEqual([
      302,
      "https://images.example/after.png",
    ]);
  });

  it("has none once it is removed or expired, or when it never was", async () => {
    const { owner, id } = await shareFiles(redJpeg);
    const later = () => Date.now() + 31 * 86_400_000;
    await expect(ask(openSite().deps(later), id)).rejects.toMatchObject({ code: "gone" });
    const deps = shareDeps();
    await removeShare(deps, owner, id);
    await deps.settled();
    await expect(ask(openSite().deps(), id)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(openSite().deps(), "0".repeat(20))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
