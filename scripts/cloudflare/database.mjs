import { ClearError } from "../local/say.mjs";

/** How a command talks to a D1 database: `all(sql, params)` answers rows, `run(sql)` takes several statements at once. */

/** A database at Cloudflare. One call is one transaction, however many statements it has. */
export function openRemoteDatabase(api, { name, id }) {
  // The API takes texts only; columns make of them what they are.
  const query = (sql, params) =>
    api.call("POST", `/d1/database/${id}/query`, { sql, params: params.map(String) });
  return {
    name,
    async all(sql, params = []) {
      const results = await query(sql, params);
      return results.at(-1).results;
    },
    async run(sql, params = []) {
      await query(sql, params);
    },
  };
}

/** A database of Miniflare. `split` cuts a text into statements, which go as one batch. */
export function openLocalDatabase(binding, { name, split }) {
  const explain = (error) => {
    throw new ClearError(`${name}: ${error.message}`, { cause: error });
  };
  return {
    name,
    async all(sql, params = []) {
      const { results } = await binding
        .prepare(sql)
        .bind(...params)
        .all()
        .catch(explain);
      return results;
    },
    async run(sql, params = []) {
      const statements = split(sql).map((text) => binding.prepare(text).bind(...params));
      await binding.batch(statements).catch(explain);
    },
  };
}
