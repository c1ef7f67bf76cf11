import { env } from "cloudflare:workers";
import { findPerson } from "../../../lib/auth/service";
import type { HostStatus } from "../../../lib/auth/partner/schema";
import type { Person, Role } from "../../../lib/auth/schema";
import { createPerson } from "./chat";
import type { TestDeps } from "./deps";

export const profile = "I have led the book circle of my town since 2019 and will host one here.";

/** Somebody with a host profile, put there past every rule. */
export async function createHost(status: HostStatus, role: Role = "member"): Promise<Person> {
  const person = await createPerson({ role });
  await env.DB.prepare(
    `INSERT INTO partners (id, user_id, status, profile, created_at, decided_at, decision_reason)
     VALUES (?1, ?2, ?3, ?4, 1000, NULL, NULL)`,
  )
    .bind(`host-${person.id}`, person.id, status, profile)
    .run();
  return person;
}

export const createAdmin = () => createPerson({ role: "admin" });

/** What the person's next request sees. */
export async function partnerOf(deps: TestDeps, { id, sid }: Person) {
  const person = await findPerson(deps, { userId: id, sid });
  return person?.partner?.status ?? null;
}

/** The host profile as D1 has it. */
export async function readRow(userId: string) {
  return env.DB.prepare(
    "SELECT status, profile, created_at, decided_at, decision_reason FROM partners WHERE user_id = ?",
  )
    .bind(userId)
    .first();
}

/** The version of somebody's role and status, which caches compare. */
export async function readVersion(userId: string): Promise<number | undefined> {
  const row = await env.DB.prepare("SELECT version FROM users WHERE id = ?")
    .bind(userId)
    .first<{ version: number }>();
  return row?.version;
}

/** What caches and rooms have still to be told of somebody. */
export async function countEffects(userId: string): Promise<number | undefined> {
  const row = await env.DB.prepare("SELECT count(*) AS n FROM pending_effects WHERE user_id = ?")
    .bind(userId)
    .first<{ n: number }>();
  return row?.n;
}
