import { dashboardViewSchema, type DashboardView } from "./schema";

/** What `/admin/paths` shows when its address says nothing else. */
export const defaultView: DashboardView = {
  range: "24h",
  from: null,
  to: null,
  compare: true,
  method: null,
  status: null,
  country: null,
  bot: null,
  q: "",
  path: null,
  granularity: null,
  sort: "requests",
  descending: true,
  live: false,
};

const fields = dashboardViewSchema.shape;

/** The view that an address asks for. What does not parse is as if it were not there, so that no link is a dead end. */
export function readView(search: URLSearchParams): DashboardView {
  const text = (name: string) => search.get(name);
  const [from, to] = [toTime(text("from")), toTime(text("to"))];
  const isPeriod = from !== null && to !== null && from < to;
  const sort = text("sort") ?? "";
  const parse = <K extends keyof DashboardView>(name: K, value: unknown): DashboardView[K] => {
    const result = fields[name].safeParse(value);
    return result.success ? (result.data as DashboardView[K]) : defaultView[name];
  };
  return {
    range: isPeriod ? null : parse("range", text("range") ?? defaultView.range),
    from: isPeriod ? from : null,
    to: isPeriod ? to : null,
    compare: text("compare") !== "none",
    method: parse("method", text("method")),
    status: parse("status", text("status")),
    country: parse("country", text("country")),
    bot: text("bot") === null ? null : text("bot") === "true",
    q: parse("q", text("q") ?? ""),
    path: parse("path", text("path")),
    granularity: parse("granularity", text("granularity")),
    sort: parse("sort", sort.replace(/^-/, "") || defaultView.sort),
    descending: sort === "" ? defaultView.descending : sort.startsWith("-"),
    live: text("live") === "true",
  };
}

/**
 * A view whose question is fixed: of what the address says, order and (where none is fixed) the open path hold. A path
 * that the view has no figures of over time is not opened.
 */
export function lockView(asked: DashboardView, locked: DashboardView): DashboardView {
  const { sort, descending } = asked;
  const path = locked.path ?? asked.path;
  return {
    ...{ ...locked, sort, descending },
    path: path !== null && showsPath(locked, path) ? path : null,
  };
}

/** The same view as an address carries it, `""` for the default one; `readView` gives it back. */
export function toSearch(view: DashboardView): string {
  const search = toPeriod(view);
  if (view.range === defaultView.range) search.delete("range");
  if (!view.compare) search.set("compare", "none");
  addFilters(search, view);
  if (view.path) search.set("path", view.path);
  if (view.granularity) search.set("granularity", view.granularity);
  const sort = `${view.descending ? "-" : ""}${view.sort}`;
  if (sort !== "-requests") search.set("sort", sort);
  if (view.live) search.set("live", "true");
  return search.toString();
}

/** The query of `GET /api/admin/paths` for a view. */
export function toReportQuery(view: DashboardView): string {
  const search = toPeriod(view);
  if (view.compare) search.set("compare", "previous");
  addFilters(search, view);
  return search.toString();
}

/** The query of `GET /api/admin/paths/stats` for a view of one path. */
export function toStatsQuery(view: DashboardView & { path: string }): string {
  const search = toPeriod(view);
  search.set("path", view.path);
  // A week by the day does not show when something began.
  const granularity = view.granularity ?? (view.range === "7d" ? "hour" : null);
  if (granularity) search.set("granularity", granularity);
  return search.toString();
}

/** The letters of a link's id that the audit log and counters hold: enough to tell links apart, not to open one. */
export function toLinkHint(linkId: string): string {
  return linkId.slice(0, 8);
}

/**
 * What a public link may show of a view: nothing that moves by itself, and of a view of one path only that path, which
 * no search needs to find.
 */
export function toLinkView(view: DashboardView): DashboardView {
  return { ...view, q: view.path === null ? view.q.trim() : "", live: false };
}

/**
 * Whether a view lets somebody see one path over time. Those figures know no filters, so that a view that leaves out
 * requests does not have them; and a view of one path, or of paths by name, has those of its own paths only.
 */
export function showsPath(view: DashboardView, path: string): boolean {
  const { method, status, country, bot, q } = view;
  if ([method, status, country, bot].some((value) => value !== null)) return false;
  return view.path === null
    ? path.toLowerCase().includes(q.trim().toLowerCase())
    : path === view.path;
}

function toPeriod({ range, from, to }: DashboardView): URLSearchParams {
  if (from === null || to === null) return new URLSearchParams({ range: range ?? "24h" });
  return new URLSearchParams({ from: toText(from), to: toText(to) });
}

function addFilters(search: URLSearchParams, view: DashboardView): void {
  const { method, status, country, bot, q } = view;
  const filters = { method, status, country, bot: bot === null ? null : String(bot), q };
  for (const [name, value] of Object.entries(filters)) if (value) search.set(name, value);
}

/** `2026-11-20T14:00Z`: to the minute, which is finer than ranges are. */
function toText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}

function toTime(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}Z)?$/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) || time < 0 ? null : time;
}
