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

describe("the description of the API", () => {
  it("is what the schemas generate: after a change of them, npm run openapi", () => {
    const served = JSON.parse(readFileSync(join(root, "public/openapi.json"), "utf8"));
    expect(served).toEqual(document);
  });

  it("names every call of its routes with the access and scope that the route has, and no other", () => {
    const files = ["app/api/share/**/route.ts", "app/api/me/tokens/**/route.ts"]
      .flatMap((pattern) => globSync(pattern, { cwd: root }))
      .map((file) => join(root, file));
    const inCode = files.flatMap((file) =>
      ["GET", "POST", "PUT", "PATCH", "DELETE"]
        .map((method) => ({ file, method, rule: readRule(file, method) }))
        .filter(({ rule }) => rule !== undefined),
    );
    const described = operations.map(({ method, path, access, scope = "none" }) => ({
      file: toFile(path),
      method: method.toUpperCase(),
      rule: `${access} ${scope}`,
    }));
    for (const call of inCode) expect(described).toContainEqual(call);
    for (const call of described) expect(readRule(call.file, call.method)).toBe(call.rule);
    expect(inCode.length).toBeGreaterThan(9);
  });

  it("refers only to shapes that are in it, and has none that nobody refers to", () => {
    const refs = new Set(collect(document, "$ref"));
    const known = Object.keys(document.components.schemas);
    expect([...refs].sort()).toEqual(known.map((name) => `#/components/schemas/${name}`).sort());
  });

  it("declares each parameter of each path, and an id of its own for each call", () => {
    for (const { path, params } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params?.shape ?? {}), path).toEqual(inPath);
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
