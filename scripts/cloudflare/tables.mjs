import { createHash } from "node:crypto";

const rowsAtFirst = 200;
const mostRows = 2_000;
/** What one answer should hold, and what one parameter may: D1 binds at most 2 MB. */
const targetCharacters = 600_000;

/**
 * The tables of a database that hold something of their own: not the ledger of migrations, not the index of the search (a
 * virtual table with its shadows: built anew from messages), nothing of D1's. Those that others refer to stand last:
 * a backup of a database in use reads them after whatever may refer to them. `{name, columns, key, hasRowid}`; `key` are
 * the columns that tables are read by.
 */
export async function listTables(database) {
  const rows = await database.all(
    `SELECT name, wr AS isWithoutRowid FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT IN ('d1_migrations', 'plaza_restore') ORDER BY name`,
  );
  const tables = [];
  for (const { name, isWithoutRowid } of rows) {
    const columns = await database.all(`SELECT name, pk FROM pragma_table_info('${name}')`);
    const primary = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    const refers = await database.all(
      `SELECT DISTINCT "table" AS name FROM pragma_foreign_key_list('${name}')`,
    );
    tables.push({
      name,
      // Search, mentions and pages of rooms go by row ids: they are part of what is kept.
      columns: [...(isWithoutRowid ? [] : ["rowid"]), ...columns.map((column) => column.name)],
      key: isWithoutRowid ? primary.map((column) => column.name) : ["rowid"],
      hasRowid: !isWithoutRowid,
      refersTo: refers.map((row) => row.name),
    });
  }
  return parentsLast(tables);
}

/** Pure. A table stands before all that it refers to. */
export function parentsLast(tables) {
  const ordered = [];
  const waiting = [...tables];
  while (waiting.length > 0) {
    const free = waiting.findIndex(({ name }) => {
      return !waiting.some((other) => other.name !== name && other.refersTo.includes(name));
    });
    // Tables that refer to each other in a circle go as they come.
    ordered.push(...waiting.splice(Math.max(0, free), 1));
  }
  return ordered;
}

/**
 * All rows of a table in the order of its key, page by page, as arrays of values in the order of `columns`. Numbers and
 * texts are themselves, a blob is `{hex}`. Never more than a page in memory.
 */
export async function* readRows(database, { name, columns, key }) {
  const fields = columns.map(quote).join(", ");
  const order = key.map(quote).join(", ");
  const beyond = `(${order}) > (${key.map((_, index) => `?${index + 1}`).join(", ")})`;
  let limit = rowsAtFirst;
  let last = null;
  for (;;) {
    const where = last ? `WHERE ${beyond}` : "";
    const sql = `SELECT ${fields} FROM ${quote(name)} ${where} ORDER BY ${order} LIMIT ${limit}`;
    const rows = await database.all(sql, last ?? []);
    const lines = rows.map((row) => columns.map((column) => encode(row[column])));
    yield* lines;
    if (rows.length < limit) return;
    last = key.map((column) => rows.at(-1)[column]);
    const characters = JSON.stringify(lines).length;
    limit = Math.min(mostRows, Math.max(1, Math.floor((limit * targetCharacters) / characters)));
  }
}

/** Puts rows into a table, as many at once as one parameter holds. Rows that are there are replaced: repeating is safe. */
export async function writeRows(database, { name, columns }, lines) {
  let batch = [];
  let characters = 0;
  const flush = async () => {
    if (batch.length > 0) await insert(database, { name, columns }, batch);
    [batch, characters] = [[], 0];
  };
  let written = 0;
  for await (const line of lines) {
    const length = JSON.stringify(line).length;
    if (characters + length > targetCharacters) await flush();
    batch.push(line);
    characters += length;
    written += 1;
  }
  await flush();
  return written;
}

async function insert(database, { name, columns }, rows) {
  const values = columns.map((_, index) => {
    const hex = `value ->> '$[${index}].hex'`;
    const isBlob = rows.some((row) => row[index]?.hex !== undefined);
    if (!isBlob) return `value ->> ${index}`;
    return `CASE json_type(value, '$[${index}]') WHEN 'object' THEN unhex(${hex}) ELSE value ->> ${index} END`;
  });
  await database.run(
    `INSERT OR REPLACE INTO ${quote(name)} (${columns.map(quote).join(", ")})
      SELECT ${values.join(", ")} FROM json_each(?1)`,
    [JSON.stringify(rows)],
  );
}

/** Counts rows and takes a SHA-256 over them, one JSON array a line: equal for equal tables only. */
export function openDigest() {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add(line) {
      hash.update(`${JSON.stringify(line)}\n`);
      rows += 1;
    },
    read: () => ({ rows, sha256: hash.digest("hex") }),
  };
}

const quote = (name) => `"${name.replaceAll('"', '""')}"`;

/** D1 answers blobs as arrays of numbers, and has no other arrays. */
function encode(value) {
  if (Array.isArray(value)) return { hex: Buffer.from(value).toString("hex") };
  return value;
}
