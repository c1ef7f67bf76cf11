import type { Variables } from "../platform/env";
import { isSameText } from "../platform/same-text";

/** Whether `credential` is the `OPERATOR_TOKEN`; never where none is configured. */
export async function isOperatorToken(
  variables: Pick<Variables, "OPERATOR_TOKEN">,
  credential: string,
): Promise<boolean> {
  const token = variables.OPERATOR_TOKEN;
  return token ? isSameText(credential, token) : false;
}
