import { findPerson } from "../auth/service";
import type { Person } from "../auth/schema";
import { readClaims } from "../auth/token";
import type { Deps } from "../platform/deps";
import { asUserHeader } from "./as-user";
import { isOperator } from "./operator";
import { PlazaError } from "./problem";

/** Who may call: anybody, anybody signed in (not banned), admins, or admins and programs with `OPERATOR_TOKEN`. */
export type Access = "anyone" | "member" | "admin" | "operator";

const adminAccess: ReadonlySet<Access> = new Set(["admin", "operator"]);

/**
 * Who calls; null is a stranger (under "anyone") or a program (under "operator"). `onClaims` hears the user's id
 * before the session is looked up. Throws `not_signed_in`, `forbidden` or `banned`.
 */
export async function authenticate(
  deps: Deps,
  request: Pick<Request, "headers" | "url">,
  access: Access,
  onClaims: (userId: string) => void = () => {},
): Promise<Person | null> {
  if (access === "operator" && (await isOperator(deps.variables, request))) return null;
  const claims = await readClaims(deps.variables, request);
  const asUser = request.headers.get(asUserHeader);
  if (asUser !== null && asUser !== claims?.userId) throw new PlazaError("not_signed_in");
  if (claims) onClaims(claims.userId);
  const person = claims ? await findPerson(deps, claims) : null;
  if (access !== "anyone" && !person) throw new PlazaError("not_signed_in");
  if (adminAccess.has(access) && person?.role !== "admin") throw new PlazaError("forbidden");
  return person;
}
