import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { z } from "zod";

const root = resolve(import.meta.dirname, "../..");
const app = join(root, "app");

/** JSON Schema (2020-12), as far as `toArbitrary` reads it. */
export type Schema = { [key: string]: unknown };

export type FuzzedCall = {
  /** `GET /api/me`. */
  name: string;
  method: string;
  template: string;
  access: string;
  /** What the route parses; absent where it parses nothing by a schema. */
  params?: Schema;
  query?: Schema;
  body?: Schema;
};

const schemaSchema = z.record(z.string(), z.unknown()).optional();
const collectedSchema = z.object({
  calls: z.array(
    z.object({
      name: z.string(),
      method: z.string(),
      template: z.string(),
      access: z.string(),
      params: schemaSchema,
      query: schemaSchema,
      body: schemaSchema,
    }),
  ),
  frame: z.record(z.string(), z.unknown()),
});

/** `route()` answers what it was told instead of a handler; the platform is not there. */
const plugin: Plugin = {
  name: "collect",
  setup(builder) {
    const platform = /^(next($|\/)|next-auth|next-intl|cloudflare:|@cloudflare)/;
    builder.onResolve({ filter: platform }, ({ path }) => ({ path, namespace: "absent" }));
    builder.onResolve({ filter: /lib\/http\/route$/ }, ({ path }) => ({ path, namespace: "spec" }));
    builder.onLoad({ filter: /./, namespace: "absent" }, () => ({
      contents:
        // Whatever is imported from it is a class of nothing.
        "module.exports = Object.create(new Proxy({}, { get: () => class {} }));",
    }));
    builder.onLoad({ filter: /./, namespace: "spec" }, () => ({
      contents: `
        export const route = (spec) => ({ spec });
        export const json = null, noContent = null, withCost = null;`,
    }));
  },
};

const collector = `
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const toSchema = (schema) =>
  schema && toJSONSchema(schema, { io: "input", unrepresentable: "any" });
const calls = Object.entries(routes).flatMap(([file, exported]) =>
  methods.filter((method) => exported[method]).map((method) => {
    const template = "/" + file.replace(/\\/route\\.ts$/, "");
    const { access = "none", params, query, body } = exported[method].spec ?? {};
    return {
      name: method + " " + template, method, template, access,
      params: toSchema(params), query: toSchema(query), body: toSchema(body),
    };
  }),
);
export const collected = { calls, frame: toSchema(clientFrameSchema) };`;

/** Every call of the site with the schemas that its route parses by, and that of the frames which a socket takes. */
export async function collectSchemas(): Promise<z.infer<typeof collectedSchema>> {
  const files = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("/route.ts"))
    .sort();
  const { outputFiles } = await build({
    stdin: {
      contents: [
        'import { toJSONSchema } from "zod/v4/core";',
        'import { clientFrameSchema } from "@/lib/chat/schema";',
        ...files.map(
          (file, index) => `import * as r${index} from ${JSON.stringify(`@/app/${file}`)};`,
        ),
        `const routes = {${files.map((file, index) => `${JSON.stringify(file)}: r${index}`).join()}};`,
        collector,
      ].join("\n"),
      resolveDir: root,
      loader: "ts",
    },
    alias: { "@": root },
    plugins: [plugin],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "error",
  });
  const code = outputFiles.map(({ text }) => text).join("");
  const made: unknown = await import(
    `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
  );
  return z.object({ collected: collectedSchema }).parse(made).collected;
}
