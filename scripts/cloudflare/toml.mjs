/**
 * A section of a wrangler file as TOML 1.0: plain values first, then tables, then arrays of tables. Knows what wrangler
 * files hold: texts, numbers, booleans, arrays of those, tables and arrays of tables. Pure.
 */
export function toToml(path, table) {
  const entries = Object.entries(table).filter(([, value]) => value !== undefined);
  const plain = entries.filter(([, value]) => !isTable(value) && !isTables(value));
  const lines = plain.map(([key, value]) => `${toKey(key)} = ${toValue(value)}`);
  const head = lines.length > 0 ? [`[${path.map(toKey).join(".")}]`, ...lines, ""] : [];
  const rest = entries.flatMap(([key, value]) => {
    if (isTable(value)) return [toToml([...path, key], value)];
    return isTables(value) ? value.map((row) => toRow([...path, key], row)) : [];
  });
  return [...(head.length > 0 ? [head.join("\n")] : []), ...rest].join("\n");
}

function toRow(path, row) {
  const lines = Object.entries(row).map(([key, value]) => `${toKey(key)} = ${toValue(value)}`);
  return `[[${path.map(toKey).join(".")}]]\n${lines.join("\n")}\n`;
}

function toValue(value) {
  if (Array.isArray(value)) return `[${value.map(toValue).join(", ")}]`;
  if (["string", "number", "boolean"].includes(typeof value)) return JSON.stringify(value);
  throw new Error(`A wrangler file cannot hold ${JSON.stringify(value)} here`);
}

const toKey = (key) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key));
const isTable = (value) => typeof value === "object" && !Array.isArray(value);
const isTables = (value) => Array.isArray(value) && value.length > 0 && isTable(value[0]);
