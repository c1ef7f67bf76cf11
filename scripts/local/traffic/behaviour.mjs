import { createRandom, hash64, lognormal } from "./random.mjs";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * What goes wrong in a period, so that there is something to find: a path that fails for two hours, one that fails a
 * little all the time of one day, and one that gets slow at some moment and stays so.
 */
export function createStory({ routes, start, end }) {
  const period = end - start;
  const at = (share) => Math.floor((start + period * share) / hourMs) * hourMs;
  const afternoon = Math.floor(at(0.55) / dayMs) * dayMs + 14 * hourMs;
  const failsFrom = afternoon >= start && afternoon + 2 * hourMs <= end ? afternoon : at(0.55);
  const flakyFrom = at(0.3);
  const rank = (wanted) => routes[Math.min(wanted, routes.length - 1)].route;
  return {
    failing: { route: rank(3), from: failsFrom, to: Math.min(end, failsFrom + 2 * hourMs) },
    flaky: { route: rank(9), from: flakyFrom, to: Math.min(end, flakyFrom + dayMs) },
    slow: { route: rank(8), from: Math.max(at(0.6), end - 4 * dayMs), to: end },
  };
}

/** How a route answers: `(random, at) → {method, path, status, responseTime}`. */
export function createBehaviour({ route, methods }, story, seed) {
  const own = createRandom(seed, "behaviour", route);
  const medianMs = Math.min(120, lognormal(own, route.startsWith("/api") ? 14 : 28, 0.7));
  const isDuring = ({ route: wanted, from, to }, at) => wanted === route && at >= from && at < to;
  return (random, at) => {
    const method = pickMethod(methods, random);
    const status = pickStatus({
      method,
      isPage: !route.startsWith("/api"),
      hasParameter: route.includes("["),
      failing: isDuring(story.failing, at) ? 0.4 : isDuring(story.flaky, at) ? 0.07 : 0.0006,
      random,
    });
    const slowness = isDuring(story.slow, at) ? Math.max(12, 500 / medianMs) : 1;
    const effort = (method === "GET" ? 1 : 1.8) * (status >= 500 ? 3 : 1);
    const tail = random() < 0.01 ? 6 : 1;
    const ms = lognormal(random, medianMs * slowness * effort * tail, 0.45);
    const responseTime = Math.round(Math.min(ms, 60_000) * 1000) / 1000;
    return { method, path: toPath(route, random), status, responseTime };
  };
}

function pickMethod(methods, random) {
  if (methods.length === 1 || !methods.includes("GET")) {
    return methods[Math.floor(random() * methods.length)];
  }
  const others = methods.filter((method) => method !== "GET");
  return random() < 0.82 ? "GET" : others[Math.floor(random() * others.length)];
}

function pickStatus({ method, isPage, hasParameter, failing, random }) {
  if (random() < failing) return random() < 0.7 ? 500 : 503;
  const drawn = random();
  if (drawn < 0.006) return 401;
  if (drawn < 0.009) return 429;
  if (drawn < (hasParameter ? 0.03 : 0.012)) return 404;
  if (method === "POST") return drawn < 0.05 ? 422 : 201;
  if (method === "DELETE" || method === "PUT") return 204;
  return isPage && drawn > 0.92 ? 304 : 200;
}

/** A path that fits the template; what is secret keeps its name, as the product would record it. */
function toPath(route, random) {
  const thing = Math.floor(200 * random() ** 3);
  return route.replace(/\[(\w+)\]/g, (whole, name) =>
    name === "token" ? whole : hash64(name, thing).slice(0, 16),
  );
}
