import type { Person } from "../auth/schema";
import type { Deps } from "../platform/deps";
import { allows } from "../token/domain";
import type { TokenScope } from "../token/schema";
import { findTokenHolder } from "../token/service";
import { assertAsUser } from "./assert-as-user";
import { PlazaError } from "./problem";

/**
 * The person of a request that shows an API token. Throws `forbidden` where the route names no `scope` or the token lacks
 * it, `not_signed_in` for a token that is not valid, `banned`; each with the challenge that RFC 6750 wants.
 */
export async function getByToken(
  deps: Deps,
  request: Pick<Request, "headers">,
  secret: string,
  scope: TokenScope | undefined,
): Promise<Person> {
  if (!scope) {
    throw new PlazaError("forbidden", { detail: "API tokens are not accepted here" });
  }
  const holder = await findTokenHolder(deps, secret);
  if (!holder) {
    throw new PlazaError("not_signed_in", {
      detail: "The API token is not valid (any more)",
      challenge: 'Bearer error="invalid_token"',
    });
  }
  if (!allows(holder.scopes, scope)) {
    throw new PlazaError("forbidden", {
      detail: `The API token lacks the scope ${scope}`,
      challenge: `Bearer error="insufficient_scope", scope="${scope}"`,
    });
  }
  assertAsUser(request, holder.person.id);
  return holder.person;
}
