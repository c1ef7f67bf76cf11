import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { listPeople } from "../../lib/auth/service";
import type { PeopleQuery } from "../../lib/auth/people/schema";
import { createDeps } from "../../lib/platform/deps";
import { testDeps } from "./support/deps";
import { clearPeople, createEverybody, createSession } from "./support/people";

async function idsOf(query: Partial<PeopleQuery>): Promise<string[]> {
  const { people } = await listPeople(testDeps(), { q: "", limit: 50, ...query });
  return people.map(({ id }) => id);
}

const isFew = (rows: number) => rows > 0 && rows <= 60;

/** What D1 says of the same statement. */
async function countRowsRead(query: Partial<PeopleQuery>): Promise<number> {
  let rowsRead = 0;
  const base = testDeps();
  const counting = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, property) {
        if (property === "bind") return (...values: unknown[]) => counting(target.bind(...values));
        if (property === "raw") {
          return async () => {
            const { results, meta } = await target.all<Record<string, unknown>>();
            rowsRead += meta.rows_read;
            return results.map((row) => Object.values(row));
          };
        }
        const value: unknown = Reflect.get(target, property);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  const client = new Proxy(env.DB, {
    get(target, property) {
      if (property === "prepare") return (text: string) => counting(target.prepare(text));
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const deps = createDeps({ ...base.bindings, DB: client }, base.waitUntil);
  await listPeople(deps, { q: "", limit: 10, ...query });
  return rowsRead;
}

describe("the list of people", () => {
  beforeEach(clearPeople);

  it("is narrowed down by role, status and partnership, also together", async () => {
    await createEverybody();
    expect(await idsOf({})).toEqual(["hana", "fritz", "emil", "dora", "cleo", "ben", "ann"]);
    expect(await idsOf({ role: "admin" })).toEqual(["ann"]);
    expect(await idsOf({ role: "member", status: "active" })).toEqual([
      "hana",
      "emil",
      "dora",
      "cleo",
    ]);
    expect(await idsOf({ status: "banned" })).toEqual(["fritz"]);
    expect(await idsOf({ partner: "approved" })).toEqual(["cleo"]);
    expect(await idsOf({ partner: "pending" })).toEqual(["hana", "dora"]);
    expect(await idsOf({ partner: "suspended", status: "active" })).toEqual([]);
    expect(await idsOf({ partner: "none" })).toEqual(["emil", "ben", "ann"]);
    expect(await idsOf({ partner: "pending", q: "花" })).toEqual(["hana"]);
  });

  it("shows a declined partner as none, and when somebody was seen last", async () => {
    await createEverybody();
    await createSession("emil", { seen: 500, until: 900 });
    await createSession("emil", { seen: 700, until: 900, revoked: 800 });
    const { people } = await listPeople(testDeps(), { q: "emil@", limit: 5 });
    expect(people).toEqual([
      {
        id: "emil",
        email: "emil@example.org",
        name: "Émil",
        image: null,
        role: "member",
        status: "active",
        statusReason: null,
        createdAt: 104,
        lastSeenAt: 700,
        partner: null,
      },
    ]);
  });

  it("goes by name over pages, everybody once, whatever the case of letters", async () => {
    await createEverybody();
    const ids: string[] = [];
    for (let cursor: string | undefined | null; cursor !== null;) {
      const page = await listPeople(testDeps(), { q: "", sort: "name", cursor, limit: 2 });
      ids.push(...page.people.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(ids).toEqual(["ann", "ben", "cleo", "dora", "fritz", "emil", "hana"]);
  });

  it("refuses a cursor of the other order", async () => {
    const list = (query: Partial<PeopleQuery>) =>
      listPeople(testDeps(), { q: "", limit: 5, ...query });
    const refusal = { code: "invalid_input", options: { errors: [{ field: "cursor" }] } };
    await expect(list({ sort: "name", cursor: "12.ann" })).rejects.toMatchObject(refusal);
    await expect(list({ cursor: "ann~Ann" })).rejects.toMatchObject(refusal);
  });

  it("costs one query, which reads no more people than it shows, in any order and behind the rarer filters", async () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      env.DB.prepare(
        "INSERT INTO users (id, email, name, created_at) VALUES (?1, ?1, ?2, ?3)",
      ).bind(`many${index}`, `Person ${index % 7}`, index),
    );
    await env.DB.batch(many);
    await createEverybody();
    const queries: Partial<PeopleQuery>[] = [
      {},
      { sort: "name" },
      { role: "admin" },
      { status: "banned" },
      { partner: "pending" },
    ];
    for (const query of queries) {
      const deps = testDeps();
      await listPeople(deps, { q: "", limit: 10, ...query });
      expect(deps.cost.d1Queries).toBe(1);
      expect([query, await countRowsRead(query)]).toEqual([query, expect.toSatisfy(isFew)]);
    }
  });
});
