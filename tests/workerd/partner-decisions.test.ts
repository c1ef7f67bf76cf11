import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import {
  applyAsPartner,
  decidePartner,
  findPerson,
  retryPendingEffects,
} from "../../lib/auth/service";
import type { HostStatus, PartnerDecision } from "../../lib/auth/partner/schema";
import { createDeps } from "../../lib/platform/deps";
import { createPerson } from "./support/chat";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { afterEachAnswer } from "./support/held-database";
import { resetRedis, setRedisFault } from "./support/redis";
import {
  profile,
  createHost,
  createAdmin,
  partnerOf,
  readRow,
  readVersion,
  countEffects,
} from "./support/partners";

const decisions: readonly PartnerDecision[] = ["approve", "decline", "suspend"];

async function readAudit(targetId: string) {
  const { results } = await env.DB.prepare(
    "SELECT actor_id, action, detail FROM audit_log WHERE target_id = ? ORDER BY at, id",
  )
    .bind(targetId)
    .all();
  return results;
}

describe("a decision", () => {
  const outcomes: Record<HostStatus, Record<PartnerDecision, HostStatus | "conflict">> = {
    pending: { approve: "approved", decline: "declined", suspend: "conflict" },
    approved: { approve: "approved", decline: "conflict", suspend: "suspended" },
    suspended: { approve: "approved", decline: "conflict", suspend: "suspended" },
    declined: { approve: "conflict", decline: "declined", suspend: "conflict" },
  };

  for (const from of ["pending", "approved", "suspended", "declined"] as const) {
    for (const decision of decisions) {
      const outcome = outcomes[from][decision];
      it(`to ${decision} somebody who is ${from} ends in ${outcome}`, async () => {
        const admin = await createAdmin();
        const member = await createHost(from);
        const deciding = decidePartner(testDeps(), admin, member.id, { decision, reason: "so" });
        if (outcome === "conflict") {
          await expect(deciding).rejects.toMatchObject({ code: "conflict" });
        } else {
          expect((await deciding).status).toBe(outcome);
        }
        const stands = outcome === "conflict" ? from : outcome;
        const changed = stands !== from;
        expect(await readRow(member.id)).toMatchObject({ status: stands });
        expect(await partnerOf(testDeps(), member)).toBe(stands === "declined" ? null : stands);
        expect(await readVersion(member.id)).toBe(changed ? 2 : 1);
        expect(await readAudit(member.id)).toEqual(
          changed
            ? [{ actor_id: admin.id, action: `partner.${decision}`, detail: '{"reason":"so"}' }]
            : [],
        );
      });
    }
  }

  for (const role of ["member", "moderator"] as const) {
    for (const decision of decisions) {
      it(`to ${decision} is refused to a ${role}, who is asked for while it is written`, async () => {
        const actor = await createPerson({ role });
        const member = await createHost(decision === "suspend" ? "approved" : "pending");
        // The route has let them in as the admin whom they were a moment ago.
        const deciding = decidePartner(testDeps(), { ...actor, role: "admin" }, member.id, {
          decision,
        });
        await expect(deciding).rejects.toMatchObject({ code: "forbidden" });
        expect(await readVersion(member.id)).toBe(1);
        expect(await readAudit(member.id)).toEqual([]);
      });
    }
  }

  it("about oneself, an unknown person or somebody without a profile is refused", async () => {
    const admin = await createHost("pending", "admin");
    const nobody = await createPerson();
    const decide = (id: string) => decidePartner(testDeps(), admin, id, { decision: "approve" });
    await expect(decide(admin.id)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(decide("unknown")).rejects.toMatchObject({ code: "not_found" });
    await expect(decide(nobody.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await readRow(admin.id)).toMatchObject({ status: "pending" });
  });

  it("of one of two admins at once wins, and the other is told", async () => {
    const [one, two] = [await createAdmin(), await createAdmin()];
    const member = await createHost("pending");
    const both = await Promise.allSettled([
      decidePartner(testDeps(), one, member.id, { decision: "approve" }),
      decidePartner(testDeps(), two, member.id, { decision: "decline", reason: "no" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const loser = both.find((outcome) => outcome.status === "rejected");
    expect(loser?.reason).toMatchObject({ code: "conflict" });
    expect(await readAudit(member.id)).toHaveLength(1);
  });

  it("about a text that was replaced meanwhile, or a state that has passed, is refused", async () => {
    const admin = await createAdmin();
    const member = await createHost("pending");
    const seen = { status: "pending", appliedAt: 1000 } as const;
    await applyAsPartner(testDeps(), member, { profile: `${profile} And sell things.` });
    await expect(
      decidePartner(testDeps(), admin, member.id, { decision: "approve", seen }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await readRow(member.id)).toMatchObject({ status: "pending" });
    const suspended = await createHost("suspended");
    // Approved and suspended by others since this admin looked: approving now would reinstate.
    await expect(
      decidePartner(testDeps(), admin, suspended.id, { decision: "approve", seen }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await readRow(suspended.id)).toMatchObject({ status: "suspended" });
  });

  it("pressed twice at once is one change and one record", async () => {
    const admin = await createAdmin();
    const member = await createHost("pending");
    const seen = { status: "pending", appliedAt: 1000 } as const;
    const press = () => decidePartner(testDeps(), admin, member.id, { decision: "approve", seen });
    const both = await Promise.all([press(), press()]);
    expect(both.map(({ status }) => status)).toEqual(["approved", "approved"]);
    expect(await readVersion(member.id)).toBe(2);
    expect(await readAudit(member.id)).toHaveLength(1);
  });
});

describe("a decision without Redis", () => {
  it("holds at once where it was made, and on another isolate after 5 s at most", async () => {
    const admin = await createAdmin();
    const member = await createHost("pending");
    let time = Date.now();
    const now = () => time;
    const [here, there] = [newIsolate(), newIsolate()];
    expect(await partnerOf(testDeps({ isolate: here, now }), member)).toBe("pending");
    expect(await partnerOf(testDeps({ isolate: there, now }), member)).toBe("pending");
    const deps = testDeps({ isolate: here, now });
    await decidePartner(deps, admin, member.id, { decision: "approve" });
    expect(await partnerOf(testDeps({ isolate: here, now }), member)).toBe("approved");
    time += 5_001;
    expect(await partnerOf(testDeps({ isolate: there, now }), member)).toBe("approved");
  });
});

describe.skipIf(!hasRedis)("a decision with Redis", () => {
  beforeEach(resetRedis);

  it("holds on the very next request on both isolates, at no D1 query", async () => {
    const admin = await createAdmin();
    const member = await createHost("pending");
    const [one, two] = [newIsolate(), newIsolate()];
    for (const isolate of [one, two]) {
      const deps = testDeps({ redis: true, isolate });
      expect(await partnerOf(deps, member)).toBe("pending");
      await deps.settled();
    }
    const on = (isolate: typeof one) => testDeps({ redis: true, isolate });
    await decidePartner(on(one), admin, member.id, { decision: "approve" });
    for (const deps of [on(one), on(two)]) {
      expect(await partnerOf(deps, member)).toBe("approved");
      expect(deps.cost).toMatchObject({ d1Queries: 0, redisRoundTrips: 1 });
    }
    await decidePartner(on(two), admin, member.id, { decision: "suspend" });
    expect(await partnerOf(on(one), member)).toBe("suspended");
  });

  it("is not undone by a reader that read before it and fills after it", async () => {
    const admin = await createAdmin();
    const member = await createHost("approved");
    const base = testDeps({ redis: true });
    let suspension: Promise<unknown> | undefined;
    // The reader holds the old row while the whole decision takes place; its fill comes last.
    const late = createDeps(
      {
        ...base.bindings,
        DB: afterEachAnswer(env.DB, async () => {
          suspension ??= decidePartner(testDeps({ redis: true }), admin, member.id, {
            decision: "suspend",
          });
          await suspension;
        }),
      },
      base.waitUntil,
    );
    const claims = { userId: member.id, sid: member.sid };
    expect((await findPerson(late, claims))?.partner?.status).toBe("approved");
    await base.settled();
    expect(await partnerOf(testDeps({ redis: true }), member)).toBe("suspended");
  });

  it("that Redis did not hear of is owed, holds at once all the same, and is settled by the cron", async () => {
    const admin = await createAdmin();
    const member = await createHost("approved");
    const warm = testDeps({ redis: true });
    await partnerOf(warm, member);
    await warm.settled();
    await setRedisFault({ mode: "down" });
    let time = Date.now();
    const deciding = testDeps({ redis: true, now: () => time });
    await decidePartner(deciding, admin, member.id, { decision: "suspend" });
    expect(await countEffects(member.id)).toBe(1);
    expect(await partnerOf(testDeps({ redis: true }), member)).toBe("suspended");
    await setRedisFault({ mode: "pass" });
    await deciding.settled();
    time += 60_000;
    await retryPendingEffects(testDeps({ redis: true, now: () => time }));
    expect(await countEffects(member.id)).toBe(0);
    expect(await partnerOf(testDeps({ redis: true }), member)).toBe("suspended");
  });
});
