import { cache } from "react";
import { headers } from "next/headers";
import { PlazaError } from "../http/problem";
import { requestDeps } from "../platform/context";
import { findPerson } from "./person";
import { getMe } from "./profile";
import type { Me, Person } from "./schema";
import { findBanReason } from "./store/people";
import { readClaims } from "./token";

export type CurrentPerson =
  | { state: "signed_in"; person: Person }
  | { state: "signed_out" }
  | { state: "banned"; reason: string | null };

/** Who looks at this page, for server components; one lookup per render however many ask. */
export const readCurrentPerson = cache(async (): Promise<CurrentPerson> => {
  const head = await headers();
  const deps = requestDeps();
  const url = `${head.get("x-forwarded-proto") ?? "https"}://${head.get("host") ?? "localhost"}/`;
  const claims = await readClaims(deps.variables, { headers: head, url });
  if (!claims) return { state: "signed_out" };
  try {
    const person = await findPerson(deps, claims);
    return person ? { state: "signed_in", person } : { state: "signed_out" };
  } catch (error) {
    if (error instanceof PlazaError && error.code === "banned") {
      return { state: "banned", reason: await findBanReason(deps.db, claims.userId) };
    }
    throw error;
  }
});

/** The person when somebody is signed in and not banned, else null. */
export async function findCurrentPerson(): Promise<Person | null> {
  const current = await readCurrentPerson();
  return current.state === "signed_in" ? current.person : null;
}

/** What settings show of the person; null when nobody is signed in. */
export async function readOwnProfile(): Promise<Me | null> {
  const person = await findCurrentPerson();
  return person && getMe(requestDeps(), person);
}
