import { createBehaviour, createStory } from "./behaviour.mjs";
import { activityOf, countries, createVisitors } from "./people.mjs";
import { createPicker, createRandom, hash, mix, toHex, zipf } from "./random.mjs";
import { chooseRoutes } from "./routes.mjs";

const hourMs = 3_600_000;
const requestsPerVisitor = 12;

/**
 * Believable traffic of `days` days that end at `end` (milliseconds; whole hours): exactly `requests` events in the
 * order of time, over `paths` route templates. The same arguments give the same events, ids included.
 * Answers `{events, story, routes}`: an iterator, what goes wrong when, and the templates, most popular first.
 */
export function generateTraffic({ requests, paths, days, seed, end, productRoutes }) {
  const last = Math.floor(end / hourMs) * hourMs;
  const start = last - days * 24 * hourMs;
  const routes = chooseRoutes(productRoutes, paths, seed);
  const story = createStory({ routes, start, end: last });
  const behaviours = routes.map((route) => createBehaviour(route, story, seed));
  const counts = spread(requests, start, last);
  const visitorsPerDay = Math.max(3, requests / days / requestsPerVisitor);
  const events = function* () {
    const pickRoute = createPicker(zipf(routes.length, 1.02));
    let index = 0;
    for (const [hour, count] of counts.entries()) {
      const at = start + hour * hourMs;
      const random = createRandom(seed, "hour", hour);
      const pickVisitor = createVisitors({ seed, at, visitorsPerDay });
      for (const timestamp of times(at, count, random)) {
        const rank = pickRoute(random);
        yield {
          version: 1,
          id: toId(timestamp, seed, index),
          route: routes[rank].route,
          ...behaviours[rank](random, timestamp),
          ...pickVisitor(random),
          weight: 1,
          timestamp,
        };
        index += 1;
      }
    }
  };
  return { events: events(), story, routes };
}

/** How many requests fall into each hour; together exactly as many as asked for. */
function spread(requests, start, end) {
  const weights = [];
  for (let at = start; at < end; at += hourMs) {
    weights.push(countries.reduce((sum, country) => sum + activityOf(country, at), 0));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let seen = 0;
  return weights.map((weight, index) => {
    const before = Math.round((seen / total) * requests);
    seen += weight;
    return (
      (index === weights.length - 1 ? requests : Math.round((seen / total) * requests)) - before
    );
  });
}

function times(at, count, random) {
  const drawn = Array.from({ length: count }, () => at + Math.floor(random() * hourMs));
  return drawn.sort((a, b) => a - b);
}

/** `mix` maps different numbers to different ones, so no two ids of a run are the same. */
function toId(timestamp, seed, index) {
  return `${timestamp}-${toHex(hash(seed, "id"))}${toHex(mix(index))}`;
}
