import { maxRoutes, otherRoute, unmatchedRoute } from "../domain";

/** Names that are no routes: always known, and not among the 500. */
const collective = new Set([otherRoute, unmatchedRoute]);

/** Decides under which path a route is counted. The first 500 become known; the rest is `(other)`. */
export class KnownRoutes {
  /** Those that were not known before, in order. */
  readonly added: string[] = [];
  private readonly known: Set<string>;
  private count: number;

  constructor(known: Iterable<string>) {
    this.known = new Set(known);
    this.count = [...this.known].filter((route) => !collective.has(route)).length;
  }

  toPath(route: string): string {
    if (this.known.has(route)) return route;
    const isCollective = collective.has(route);
    if (!isCollective && this.count >= maxRoutes) return this.toPath(otherRoute);
    if (!isCollective) this.count += 1;
    this.known.add(route);
    this.added.push(route);
    return route;
  }
}
