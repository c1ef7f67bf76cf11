import { parseArgs } from "node:util";
import { ClearError } from "./say.mjs";

/**
 * The arguments of a command: `{values, files}`. Options are named in `names` (`{url: "string", demo: "boolean"}`);
 * anything else is a `ClearError` that shows `usage`.
 */
export function readArgs(args, names, usage) {
  try {
    const options = Object.fromEntries(
      Object.entries(names).map(([name, type]) => [name, { type }]),
    );
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { values, files: positionals };
  } catch (error) {
    throw new ClearError(`${error.message.split(". ")[0]}. Usage: ${usage}`);
  }
}

/** A whole number from 1 to `max`, or a `ClearError`. */
export function toCount(text, name, max) {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= max) return count;
  throw new ClearError(`--${name} ${text} is not a whole number from 1 to ${max}`);
}
