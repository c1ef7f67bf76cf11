import { findPerson } from "../auth/service";
import type { Person } from "../auth/schema";
import { readClaims } from "../auth/token";
import type { Deps } from "../platform/deps";
import { looksLikeToken } from "../token/domain";
import type { TokenScope } from "../token/schema";
import { assertAsUser } from "./assert-as-user";
import { readBearer } from "./bearer";
import { getByToken } from "./by-token";
import { isOperatorToken } from "./operator";
import { PlazaError } from "./problem";

/**
 * Who may call: anybody, anybody signed in (not banned), moderators and admins, admins, or admins and programs with
 * `OPERATOR_TOKEN`. Under "address" it is whoever knows the address: neither cookies nor tokens nor where a page comes from
 * are looked at.
 */
export type Access = "anyone" | "member" | "moderator" | "admin" | "operator" | "address";

const adminAccess: ReadonlySet<Access> = new Set(["admin", "operator"]);

type Rule = {
  access: Access;
  /** What an API token needs here; without it the route takes none. */
  scope?: TokenScope;
};

/**
 * Who calls; null is a stranger (under "anyone") or a program (under "operator"). An `Authorization: Bearer` header
 * decides alone: whoever sends one never acts by a cookie. `onClaims` hears the id of a session's user before the
 * session is looked up. Throws `not_signed_in`, `forbidden` or `banned`.
 */
export async function authenticate(
  deps: Deps,
  request: Pick<Request, "headers" | "url">,
  rule: Rule,
  onClaims: (userId: string) => void = () => {},
): Promise<Person | null> {
  const { access, scope } = rule;
  if (access === "address") return null;
  const bearer = readBearer(request);
  if (bearer !== null && !looksLikeToken(bearer)) {
    if (access === "operator" && (await isOperatorToken(deps.variables, bearer))) return null;
    throw new PlazaError("not_signed_in", { challenge: 'Bearer error="invalid_token"' });
  }
  const person =
    bearer === null
      ? await findBySession(deps, request, onClaims)
      : await getByToken(deps, request, bearer, scope);
  if (access !== "anyone" && !person) {
    throw new PlazaError("not_signed_in", scope && { challenge: "Bearer" });
  }
  if (adminAccess.has(access) && person?.role !== "admin") throw new PlazaError("forbidden");
  if (access === "moderator" && person?.role === "member") throw new PlazaError("forbidden");
  return person;
}

async function findBySession(
  deps: Deps,
  request: Pick<Request, "headers" | "url">,
  onClaims: (userId: string) => void,
): Promise<Person | null> {
  const claims = await readClaims(deps.variables, request);
  assertAsUser(request, claims?.userId);
  if (!claims) return null;
  onClaims(claims.userId);
  return findPerson(deps, claims);
}
