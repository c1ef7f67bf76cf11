import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  extendShare,
  findShareState,
  listShares,
  removeShare,
  serveShareImage,
} from "../../lib/share/service";
import { createPerson } from "./support/chat";
import { newIsolate } from "./support/deps";
import {
  fromFiles,
  listObjects,
  origin,
  readShareRow,
  share,
  shareDeps,
  show,
} from "./support/shares";

const page = { scope: "mine", limit: 24 } as const;

describe("whose share it is", () => {
  it("decides who may remove and extend it: others hear 404, admins may", async () => {
    const [owner, stranger] = [await createPerson(), await createPerson()];
    const admin = await createPerson({ role: "admin" });
    const id = await share(shareDeps(), owner);
    const life = { days: 5, origin };
    await expect(removeShare(shareDeps(), stranger, id)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(extendShare(shareDeps(), stranger, id, life)).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await readShareRow(id))?.state).toBe("live");
    await extendShare(shareDeps(), admin, id, life);
    await removeShare(shareDeps(), admin, id);
    expect(await readShareRow(id)).toMatchObject({
      state: "removed",
      generated_remote_url: null,
    });
  });

  it("lets its owner remove it twice, and see it gone at once", async () => {
    const [isolate, owner] = [newIsolate(), await createPerson()];
    const deps = shareDeps({ isolate });
    const id = await share(deps, owner, fromFiles());
    await removeShare(deps, owner, id);
    await removeShare(deps, owner, id);
    await deps.settled();
    expect(await findShareState(deps, id)).toBe("unknown");
    expect(await listObjects(id)).toEqual([]);
    expect(await env.SHARE_DATA_KV.get(`share:${id}`)).toBeNull();
    await expect(serveShareImage(deps, id, show("generated"))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is listed for its owner page by page, newest first, in one query each", async () => {
    const [owner, stranger] = [await createPerson(), await createPerson()];
    let now = Date.now();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      ids.unshift(await share(shareDeps({ now: () => now }), owner));
      now += n % 2;
    }
    await share(shareDeps(), stranger);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 3; pages += 1) {
      const deps = shareDeps();
      const found = await listShares(deps, owner, { ...page, limit: 2, cursor }, origin);
      expect(deps.cost.d1Queries).toBe(1);
      expect(found.dataSource).toBe("d1");
      seen.push(...found.shares.map((one) => one.id));
      cursor = found.nextCursor ?? undefined;
    }
    expect(cursor).toBeUndefined();
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(seen).toHaveLength(5);
    const all = listShares(shareDeps(), stranger, { ...page, scope: "all" }, origin);
    await expect(all).rejects.toMatchObject({ code: "forbidden" });
  });
});
