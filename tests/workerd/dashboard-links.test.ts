import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { listActions } from "../../lib/audit/service";
import { changePerson } from "../../lib/auth/service";
import { defaultView } from "../../lib/dashboard/domain";
import { createLinkSchema } from "../../lib/dashboard/schema";
import { createLink, listLinks, renameLink, revokeLink } from "../../lib/dashboard/service";
import { at, createAdmin, now, viewOf } from "./support/dashboard-links";

beforeEach(async () => {
  await env.DB.batch(
    ["dashboard_links", "audit_log", "rate_limits"].map((table) =>
      env.DB.prepare(`DELETE FROM ${table}`),
    ),
  );
});

const auditOf = async () =>
  (await listActions(at(now), { limit: 100 })).entries
    .map(({ action, target }) => [action, target.id, target.name])
    .reverse();

describe("a public link", () => {
  it("is made once however often it is asked for, and is written down once", async () => {
    const admin = await createAdmin();
    const wish = { name: "This week", view: viewOf({ range: "7d", live: true }), clientId: "a" };
    const made = await Promise.all([1, 2, 3].map(() => createLink(at(now), admin, wish)));
    const [first] = made;
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(first).toMatchObject({
      name: "This week",
      view: viewOf({ range: "7d" }),
      createdBy: { id: admin.id, name: "Ada" },
      createdAt: now,
      revokedAt: null,
    });
    expect(first?.id).toMatch(/^[0-9A-Za-z]{32}$/);
    expect(await listLinks(at(now))).toEqual([first]);
    expect(await auditOf()).toEqual([
      ["dashboard_link.create", first?.id.slice(0, 8), "This week"],
    ]);
  });

  it("is never in the audit log whole", async () => {
    const admin = await createAdmin();
    const { id } = await createLink(at(now), admin, { name: "A", view: defaultView });
    await renameLink(at(now), admin, { linkId: id, name: "B" });
    await revokeLink(at(now), admin, id);
    const { results } = await env.DB.prepare("SELECT * FROM audit_log").all();
    expect(results).toHaveLength(3);
    expect(JSON.stringify(results)).not.toContain(id.slice(0, 12));
  });

  it("is renamed and revoked once, and each is written down once", async () => {
    const admin = await createAdmin();
    const { id } = await createLink(at(now), admin, { name: "A", view: defaultView });
    await renameLink(at(now), admin, { linkId: id, name: "B" });
    await renameLink(at(now), admin, { linkId: id, name: "B" });
    await Promise.all([revokeLink(at(now + 1), admin, id), revokeLink(at(now + 1), admin, id)]);
    await revokeLink(at(now + 2), admin, id);
    expect(await listLinks(at(now))).toMatchObject([{ id, name: "B", revokedAt: now + 1 }]);
    expect((await auditOf()).map(([action]) => action).sort()).toEqual([
      "dashboard_link.create",
      "dashboard_link.rename",
      "dashboard_link.revoke",
    ]);
    await expect(renameLink(at(now), admin, { linkId: id, name: "C" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is neither made nor revoked by somebody who was an admin a moment ago", async () => {
    const [admin, other] = [await createAdmin(), await createAdmin()];
    const { id } = await createLink(at(now), admin, { name: "A", view: defaultView });
    await changePerson(at(now), other, admin.id, { role: "member" });
    const forbidden = { code: "forbidden" };
    await expect(
      createLink(at(now), admin, { name: "B", view: defaultView }),
    ).rejects.toMatchObject(forbidden);
    await expect(revokeLink(at(now), admin, id)).rejects.toMatchObject(forbidden);
    await expect(renameLink(at(now), admin, { linkId: id, name: "C" })) //
      .rejects.toMatchObject(forbidden);
    expect(await listLinks(at(now))).toMatchObject([{ id, name: "A", revokedAt: null }]);
  });

  it("is one of a hundred at most, also when many are made at once", async () => {
    const admin = await createAdmin();
    await env.DB.prepare(
      `WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 98)
       INSERT INTO dashboard_links (id, name, view, created_by, created_at)
       SELECT 'filled' || value, 'A', '{}', 'nobody', value FROM n`,
    ).run();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => createLink(at(now), admin, { name: "B", view: defaultView })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(outcomes.flatMap((outcome) => ("reason" in outcome ? [outcome.reason] : []))) //
      .toMatchObject([{ code: "conflict" }, { code: "conflict" }, { code: "conflict" }]);
  });

  it("has a name and a view that make sense", async () => {
    const admin = await createAdmin();
    const parse = (name: string) => createLinkSchema.safeParse({ name, view: defaultView }).success;
    expect(["", "  ", "a\nb", "字".repeat(81)].map(parse)).toEqual([false, false, false, false]);
    expect(["a", "字".repeat(80), "🙂".repeat(80)].map(parse)).toEqual([true, true, true]);
    const refused = { code: "invalid_input" };
    for (const view of [
      viewOf({ range: null }),
      viewOf({ from: 1, to: 2 }),
      viewOf({ range: null, from: now, to: now }),
      viewOf({ range: null, from: 0, to: now }),
    ]) {
      await expect(createLink(at(now), admin, { name: "A", view })).rejects.toMatchObject(refused);
    }
  });
});
