import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");
const app = join(root, "app");

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

export type Route = {
  /** The template, such as `/api/chat/rooms/[roomId]`. */
  template: string;
  methods: Method[];
  /** What it says of itself: `member`, `admin`, …; empty where it has no `route()`. */
  access: string[];
};

const filesOf = (name: string) =>
  readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => file === name || file.endsWith(`/${name}`))
    .sort();

/** Folders in parentheses are not in the address. */
const toTemplate = (file: string) =>
  `/${dirname(file)}`.replace(/\/\.$/, "/").replace(/\/\([^)]+\)/g, "");

const exported = /\b(?:export (?:const|function|async function)|as) (GET|POST|PUT|PATCH|DELETE)\b/g;

/** Every route of the site, from its files and from the socket that its entry answers itself. */
export function listRoutes(): Route[] {
  const files = filesOf("route.ts").map((file): Route => {
    const source = readFileSync(join(app, file), "utf8");
    const found = (pattern: RegExp) => [...source.matchAll(pattern)].map(([, one]) => one ?? "");
    const names = found(exported);
    return {
      template: toTemplate(file),
      methods: methods.filter((method) => names.includes(method)),
      access: found(/\baccess: "(\w+)"/g),
    };
  });
  const entry = readFileSync(join(root, "workers/site/index.ts"), "utf8");
  const sockets = [...entry.matchAll(/\bsocketRoute = "([^"]+)"/g)].map(([, template]): Route => ({
    template: template ?? "",
    methods: ["GET"],
    access: [],
  }));
  return [...files, ...sockets];
}

/** `GET /api/me` and so on, of every route. */
export function listCalls(): string[] {
  return listRoutes().flatMap(({ template, methods: own }) =>
    own.map((method) => `${method} ${template}`),
  );
}

/** `GET /chat/[roomId]` and so on, of every page. */
export function listPages(): string[] {
  return filesOf("page.tsx").map((file) => `GET ${toTemplate(file)}`);
}

/** Workers beside the site: what their configuration says about addresses of their own. */
export function listSidecars(): { name: string; isPublic: boolean }[] {
  const folder = join(root, "workers");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("/wrangler.toml"))
    .sort()
    .map((file) => {
      const config = readFileSync(join(folder, file), "utf8");
      const isHidden = /^workers_dev = false$/m.test(config);
      const hasRoute = /^\s*(\[\[routes\]\]|routes? *=|preview_urls = true)/m.test(config);
      return { name: dirname(file), isPublic: !isHidden || hasRoute };
    });
}
