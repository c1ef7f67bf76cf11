import { PlazaError } from "../../http/problem";

/** What replaced the endpoints of the statistics' former store; addresses are what follows `/api/admin/`. */
const replacements: Record<string, string> = {
  "paths/compare": "Use GET /api/admin/paths?compare=previous",
  "paths/discovered": "Use GET /api/admin/paths, which lists every path of a range",
  "paths/do/system-stats": "Use GET /api/admin/paths/metrics",
  "paths/do/ip/{ip}": "Addresses are not kept; visitors are counted by GET /api/admin/paths",
  "paths/do/batch-cleanup":
    "Cleaning up needs nobody: old events are archived, see GET /api/admin/archive",
  "paths/do/export": "Use GET /api/admin/paths/events/export",
  "health/do-overview": "Use GET /api/admin/paths/metrics",
  "health/do-detailed": "Use GET /api/admin/paths/metrics",
  "health/auto-maintenance": "Maintenance needs nobody; GET /api/admin/alerts says when it does",
  "health/comparison": "Use GET /api/admin/paths?compare=previous",
};

/** The answer to `?source=do`. */
export function toRetiredSource(): PlazaError {
  return new PlazaError("gone", {
    detail: "source=do is gone: leave it out, and read the answer's dataSource",
  });
}

/** `gone`, naming what replaced this endpoint; `not_found` where there never was one. */
export function toRetired(address: string): PlazaError {
  const detail = Object.hasOwn(replacements, address) ? replacements[address] : undefined;
  return detail ? new PlazaError("gone", { detail }) : new PlazaError("not_found");
}
