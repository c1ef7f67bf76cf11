import { readDevVars } from "../secrets.mjs";
import { ClearError } from "../say.mjs";
import { readSettings } from "../settings.mjs";

/** Where the running Plaza is and what lets programs in: `{url, token}`; `--url` wins over `PLAZA_URL` and the port. */
export function findOperator(url = process.env.PLAZA_URL) {
  const token = process.env.OPERATOR_TOKEN || readDevVars().OPERATOR_TOKEN;
  if (!token) {
    throw new ClearError("OPERATOR_TOKEN is neither set nor in .dev.vars; npm start makes one");
  }
  const address = url ?? `http://localhost:${readSettings(process.env).port}`;
  if (!URL.canParse(address)) throw new ClearError(`${address} is not an address`);
  return { url: address.replace(/\/+$/, ""), token };
}
