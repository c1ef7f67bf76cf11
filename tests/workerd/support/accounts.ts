import { env } from "cloudflare:workers";
import { beginSession, findPerson, register } from "../../../lib/auth/service";
import type { Person } from "../../../lib/auth/schema";
import { testDeps } from "./deps";

/** Variables under which no test runs into the limit of sign-ins. */
export const variables = { LIMIT_SIGN_INS_PER_MINUTE: "1000" };

export const noHeaders = new Headers();

/** What the form of registration sends. */
export const registration = (email: string) => ({
  email,
  name: "Somebody",
  password: "long enough to be one",
});

/** No people, and an installation whose setup token nobody has used. */
export async function clearPeople(): Promise<void> {
  const tables = ["sessions", "accounts", "reset_links", "partners", "room_members", "users"];
  await env.DB.batch([
    ...tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
    env.DB.prepare("DELETE FROM installation"),
    env.DB.prepare("DELETE FROM audit_log"),
  ]);
}

/** The roles of all accounts, in the order of their names. */
export async function listRoles(): Promise<string[]> {
  const { results } = await env.DB.prepare("SELECT role FROM users ORDER BY role").all<{
    role: string;
  }>();
  return results.map((row) => row.role);
}

/** An account as a route knows it, past every session. */
export function toPerson(
  row: { id: string; name: string },
  role: Person["role"] = "member",
): Person {
  return { id: row.id, sid: "own-session", name: row.name, image: null, role, partner: null };
}

/** Somebody who has registered and signed in. */
export async function newMember(password = "long enough to be one", name = "Somebody") {
  const email = `${crypto.randomUUID()}@example.org`;
  const { id } = await register(testDeps({ variables }), noHeaders, {
    ...registration(email),
    name,
    password,
  });
  const claims = await beginSession(testDeps(), id, "Firefox");
  const person = await findPerson(testDeps(), claims);
  if (!person) throw new Error("No person after sign-in");
  return { email, claims, person };
}
