import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemCodes } from "../http/problem";
import { toOpenApi } from "./document";
import { createdToken } from "./examples";
import { operations } from "./operations";
import { inputs, outputs, type SchemaName } from "./schemas";
import { isWellFormedToken } from "../token/domain";

const root = join(import.meta.dirname, "../..");

/** As it is served: without what JSON does not carry. */
const document = JSON.parse(JSON.stringify(toOpenApi()));

const toFile = (path: string) => {
  const folder = path.replaceAll("{", "[").replaceAll("}", "]");
  return join(root, `app${folder}/route.ts`);
};

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** What a route file says of one of its methods: access and scope, as `member share:write`. */
function readRule(file: string, method: string): string | undefined {
  const source = readFileSync(file, "utf8");
  const from = source.indexOf(`export const ${method} = route(`);
  if (from < 0) return undefined;
  const spec = source.slice(from, source.indexOf("}", from));
  const [, access] = /access: "(\w+)"/.exec(spec) ?? [];
  const [, scope = "none"] = /scope: "([\w:]+)"/.exec(spec) ?? [];
  return `${access} ${scope}`;
}

/** Every value under `key`, however deep. */
function collect(node: unknown, key: string): unknown[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [
    ...(name === key ? [value] : []),
    ...collect(value, key),
  ]);
}

function parseExample(name: SchemaName, example: unknown) {
  if (name === "CreateShare") {
    const isAttachment = JSON.stringify(example).includes("attachmentId");
    return parseExample(isAttachment ? "ShareFromAttachment" : "ShareFromUrls", example);
  }
  const schema = { ...inputs, ...outputs }[name];
  return schema.safeParse(example).error?.issues ?? [];
}

/** Routes that the description leaves out, by the reason why. */
const undescribed: Record<string, string[]> = {
  "the dashboard's own, for admins": [
    "/api/admin/alerts",
    "/api/admin/alerts/test",
    "/api/admin/alerts/webhook",
    "/api/admin/alerts/{alertId}/acknowledge",
    "/api/admin/archive",
    "/api/admin/archive/download",
    "/api/admin/archive/query",
    "/api/admin/archive/restore",
    "/api/admin/archive/trigger",
    "/api/admin/audit",
    "/api/admin/audit/actors",
    "/api/admin/caches",
    "/api/admin/dashboard-links",
    "/api/admin/dashboard-links/{linkId}",
    "/api/admin/paths",
    "/api/admin/paths/dead-letters",
    "/api/admin/paths/dead-letters/replay",
    "/api/admin/paths/events/export",
    "/api/admin/paths/metrics",
    "/api/admin/paths/replay",
    "/api/admin/paths/stats",
    "/api/admin/people",
    "/api/admin/people/overview",
    "/api/admin/people/{userId}",
    "/api/admin/people/{userId}/partner",
    "/api/admin/people/{userId}/reset-link",
    "/api/admin/rooms",
    "/api/admin/shares",
    "/api/admin/shares/reports",
    "/api/admin/shares/reports/{reportId}/close",
  ],
  "answer 410 with what replaced them": [
    "/api/admin/health/{retired}",
    "/api/admin/paths/do/{...call}",
    "/api/admin/paths/{retired}",
  ],
  "signing in, of pages; next-auth says how": [
    "/api/auth/register",
    "/api/auth/reset",
    "/api/auth/{...nextauth}",
  ],
  "the settings of whoever is signed in, for the pages": [
    "/api/me",
    "/api/me/export",
    "/api/me/notifications",
    "/api/me/partner",
    "/api/me/password",
    "/api/me/picture",
    "/api/me/sessions",
    "/api/me/sessions/{sid}",
    "/api/push/key",
    "/api/push/subscriptions",
    "/api/push/test",
  ],
  "files behind an address that other answers give": [
    "/api/media/attachments/{attachmentId}",
    "/api/media/avatars/{userId}/{hash}",
  ],
  "the moderators' queue, for its page": [
    "/api/moderation/reports",
    "/api/moderation/reports/count",
    "/api/moderation/reports/{messageId}",
  ],
  "who is who, for what pages complete and show": ["/api/people", "/api/people/names"],
  "behind a public link to the statistics, which knows its question": [
    "/api/dashboard/{linkId}",
    "/api/dashboard/{linkId}/stats",
  ],
  "for uptime checks and measurements": ["/api/health", "/api/health/constant"],
};

describe("the description of the API", () => {
  it("is what the schemas generate: after a change of them, npm run openapi", () => {
    const served = JSON.parse(readFileSync(join(root, "public/openapi.json"), "utf8"));
    expect(served).toEqual(document);
  });

  it("names every call of its routes with the access and scope that the route has, and no other", () => {
    const files = [
      "app/api/share/**/route.ts",
      "app/api/me/{tokens,bots}/**/route.ts",
      "app/api/hooks/**/route.ts",
      "app/api/chat/rooms/[[]roomId]/{hooks,bots}/**/route.ts",
    ]
      .flatMap((pattern) => globSync(pattern, { cwd: root }))
      .map((file) => join(root, file));
    const inCode = files.flatMap((file) =>
      methods
        .map((method) => ({ file, method, rule: readRule(file, method) }))
        .filter(({ rule }) => rule !== undefined),
    );
    // Of the chat, what takes tokens; the rest is for the pages alone.
    const chat = globSync("app/api/**/route.ts", { cwd: root })
      .map((file) => join(root, file))
      .flatMap((file) => methods.map((method) => ({ file, method, rule: readRule(file, method) })))
      .filter(({ rule }) => rule?.includes(":"));
    expect(chat.length).toBeGreaterThan(7);
    const described = operations.map(({ method, path, access, scope = "none" }) => ({
      file: toFile(path),
      method: method.toUpperCase(),
      rule: `${access} ${scope}`,
    }));
    for (const call of [...inCode, ...chat]) expect(described).toContainEqual(call);
    for (const call of described) expect(readRule(call.file, call.method)).toBe(call.rule);
    expect(inCode.length).toBeGreaterThan(9);
  });

  it("leaves out no route of the API but those that are listed with a reason", () => {
    const inCode = globSync("app/api/**/route.ts", { cwd: root })
      .map((file) => `/${file.slice("app/".length, -"/route.ts".length)}`)
      .map((path) => path.replaceAll("[", "{").replaceAll("]", "}"));
    const described = new Set(operations.map(({ path }) => path));
    const left = inCode.filter((path) => !described.has(path));
    expect(left.sort()).toEqual(Object.values(undescribed).flat().sort());
    // Of what is described, every method.
    const calls = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const missing = [...described].flatMap((path) => {
      const source = readFileSync(toFile(path), "utf8");
      return methods
        .filter((method) => new RegExp(`export [a-z ]+ ${method}\\b`).test(source))
        .map((method) => `${method} ${path}`)
        .filter((call) => !calls.includes(call));
    });
    expect(missing).toEqual([]);
  });

  it("refers only to shapes that are in it, and has none that nobody refers to", () => {
    const refs = new Set(collect(document, "$ref"));
    const known = Object.keys(document.components.schemas);
    expect([...refs].sort()).toEqual(known.map((name) => `#/components/schemas/${name}`).sort());
  });

  it("declares each parameter of each path, and an id of its own for each call", () => {
    for (const { path, params } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params?._zod.def.shape ?? {}), path).toEqual(inPath);
    }
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  });

  it("shows only examples that the schemas accept", () => {
    for (const { id, body = {}, answers } of operations) {
      for (const { schema, examples = {} } of Object.values(body)) {
        for (const example of Object.values(examples)) {
          expect(parseExample(schema, example), id).toEqual([]);
        }
      }
      const contents = Object.values(answers).flatMap(({ content = {} }) => Object.values(content));
      for (const { schema, example } of contents) {
        if (schema && example) expect(parseExample(schema, example), id).toEqual([]);
      }
    }
  });

  it("shows no token that could be anybody's", async () => {
    expect(await isWellFormedToken(createdToken.secret)).toBe(false);
  });

  it("lists every code of a problem", () => {
    expect(document.components.schemas.Problem.properties.code.enum).toEqual(problemCodes);
  });

  it("says of each call what can go wrong before its handler runs", () => {
    const codes = (id: string) => {
      const { path = "", method = "get" } = operations.find((one) => one.id === id) ?? {};
      const responses: Record<string, { description: string }> =
        document.paths[path][method].responses;
      return Object.entries(responses)
        .filter(([status]) => Number(status) >= 400)
        .map(([status, { description }]) => `${status} ${description}`);
    };
    expect(codes("extendShare")).toEqual([
      "400 `invalid_json`",
      "401 `not_signed_in`",
      "403 `banned`, `forbidden`, `origin_refused`",
      "404 `not_found`",
      "410 `gone`",
      "413 `payload_too_large`",
      "422 `invalid_input`",
    ]);
    expect(codes("listTokens")).toEqual(["401 `not_signed_in`", "403 `banned`, `forbidden`"]);
  });
});
