import { ok, parseJson } from "./respond.mjs";

/** Files of Pages go by their hash, under a token of their own and no account. */
export function answerAssets({ method, path, body }, worlds, headers) {
  if (method !== "POST" || !path.startsWith("/pages/assets/")) return null;
  if (!headers.authorization?.startsWith("Bearer ")) return null;
  const [{ assets }] = worlds;
  const asked = parseJson(body);
  switch (path) {
    case "/pages/assets/check-missing":
      return ok(asked.hashes.filter((hash) => !assets.has(hash)));
    case "/pages/assets/upload":
      for (const { key, value } of asked) assets.set(key, value);
      return ok(null);
    case "/pages/assets/upsert-hashes":
      return ok(null);
    default:
      return null;
  }
}
