import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { createRandom } from "./random.mjs";

/** The product's own route templates with their methods: `{route, methods}`, read from its files. */
export function listProductRoutes(root) {
  const app = join(root, "app");
  return readdirSync(app, { recursive: true })
    .filter((file) => /(^|[\\/])(page\.tsx|route\.ts)$/.test(file))
    .filter((file) => !file.includes("..."))
    .sort()
    .map((file) => ({ route: toRoute(dirname(file)), methods: methodsOf(join(app, file)) }))
    .filter(({ route }) => !route.startsWith("/api/admin/paths"));
}

function toRoute(folder) {
  const parts = relative(".", folder).split(sep);
  return `/${parts.filter((part) => part && !part.startsWith("(")).join("/")}`;
}

function methodsOf(path) {
  if (path.endsWith(".tsx")) return ["GET"];
  const exported = /export const (GET|POST|PUT|PATCH|DELETE)\b/g;
  const found = [...readFileSync(path, "utf8").matchAll(exported)].map((match) => match[1]);
  return found.length > 0 ? found : ["GET", "POST"];
}

const areas = "guides events places hosts tours trips reviews photos market jobs wiki polls".split(
  " ",
);
const things =
  "list detail search map calendar prices offers bookings requests comments likes tags drafts stats feed media".split(
    " ",
  );

/** What a chat is asked for most. */
const favourites = [
  "/api/chat/meta",
  "/api/chat/rooms/[roomId]/messages",
  "/chat/[roomId]",
  "/api/chat/rooms",
  "/",
  "/api/chat/rooms/[roomId]/read",
  "/api/chat/rooms/[roomId]/tickets",
];

/**
 * So many routes, each once, most popular first: what a chat lives on, then the product's others and invented ones,
 * shuffled by the seed.
 */
export function chooseRoutes(productRoutes, count, seed) {
  const isFavourite = ({ route }) => favourites.includes(route);
  const rank = ({ route }) => favourites.indexOf(route);
  const first = productRoutes.filter(isFavourite).sort((a, b) => rank(a) - rank(b));
  const others = productRoutes.filter((route) => !isFavourite(route));
  const routes = [...first, ...others].slice(0, count);
  for (let index = 0; routes.length < count; index += 1) routes.push(inventRoute(index));
  const random = createRandom(seed, "routes");
  for (let last = routes.length - 1; last > first.length; last -= 1) {
    const other = first.length + Math.floor(random() * (last - first.length + 1));
    [routes[last], routes[other]] = [routes[other], routes[last]];
  }
  return routes;
}

function inventRoute(index) {
  const area = areas[index % areas.length];
  const thing = things[Math.floor(index / areas.length) % things.length];
  const round = Math.floor(index / (areas.length * things.length));
  const base = `/api/${area}/${thing}${round === 0 ? "" : `-${round}`}`;
  if (index % 3 === 0) return { route: base, methods: ["GET"] };
  if (index % 3 === 1) return { route: `${base}/[id]`, methods: ["GET", "PATCH", "DELETE"] };
  return { route: base, methods: ["GET", "POST"] };
}
