import type { Table } from "../roles";

/** For admins, for moderators, and for programs with the operator's token. What was retired says so to everybody alike. */
export const adminCalls: Table = {
  // visitor outsider member muted shut-out owner partner moderator admin demoted banned bot reader token operator
  "POST /api/admin/alerts/[alertId]/acknowledge":
    "401 403 403 403 403 403 403 403 404 403 403 403 - 403 404",
  "GET /api/admin/alerts": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 200",
  "POST /api/admin/alerts/test": "401 403 403 403 403 403 403 403 503 403 403 403 - 403 503",
  "GET /api/admin/alerts/webhook": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 200",
  "GET /api/admin/archive/download": "401 403 403 403 403 403 403 403 422 403 403 403 - 403 422",
  "GET /api/admin/archive/query": "401 403 403 403 403 403 403 403 422 403 403 403 - 403 422",
  "POST /api/admin/archive/restore": "401 403 403 403 403 403 403 403 422 403 403 403 - 403 422",
  "GET /api/admin/archive": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 200",
  "POST /api/admin/archive/trigger": "401 403 403 403 403 403 403 403 422 403 403 403 - 403 422",
  "GET /api/admin/audit/actors": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "GET /api/admin/audit": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "GET /api/admin/caches": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 200",
  "PATCH /api/admin/dashboard-links/[linkId]":
    "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "DELETE /api/admin/dashboard-links/[linkId]":
    "401 403 403 403 403 403 403 403 204 403 403 403 - 403 401",
  "GET /api/admin/dashboard-links": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "POST /api/admin/dashboard-links": "401 403 403 403 403 403 403 403 422 403 403 403 - 403 401",
  "GET /api/admin/health/[retired]": "404 - - - - - - - 404 - 403 - - 403 401",
  "POST /api/admin/health/[retired]": "404 - - - - - - - 404 - 403 - - 403 401",
  "PUT /api/admin/health/[retired]": "404 - - - - - - - 404 - 403 - - 403 401",
  "PATCH /api/admin/health/[retired]": "404 - - - - - - - 404 - 403 - - 403 401",
  "DELETE /api/admin/health/[retired]": "404 - - - - - - - 404 - 403 - - 403 401",
  "GET /api/admin/paths/[retired]": "410 - - - - - - - 410 - 403 - - 403 401",
  "POST /api/admin/paths/[retired]": "410 - - - - - - - 410 - 403 - - 403 401",
  "PUT /api/admin/paths/[retired]": "410 - - - - - - - 410 - 403 - - 403 401",
  "PATCH /api/admin/paths/[retired]": "410 - - - - - - - 410 - 403 - - 403 401",
  "DELETE /api/admin/paths/[retired]": "410 - - - - - - - 410 - 403 - - 403 401",
  "POST /api/admin/paths/dead-letters/replay":
    "401 403 403 403 403 403 403 403 200 403 403 403 - 403 200",
  "GET /api/admin/paths/dead-letters": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 200",
  "GET /api/admin/paths/do/[...call]": "410 - - - - - - - 410 - 403 - - 403 401",
  "POST /api/admin/paths/do/[...call]": "410 - - - - - - - 410 - 403 - - 403 401",
  "PUT /api/admin/paths/do/[...call]": "410 - - - - - - - 410 - 403 - - 403 401",
  "PATCH /api/admin/paths/do/[...call]": "410 - - - - - - - 410 - 403 - - 403 401",
  "DELETE /api/admin/paths/do/[...call]": "410 - - - - - - - 410 - 403 - - 403 401",
  "GET /api/admin/paths/events/export": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 200",
  "GET /api/admin/paths/metrics": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 200",
  "POST /api/admin/paths/replay": "401 403 403 403 403 403 403 403 422 403 403 403 - 403 422",
  "GET /api/admin/paths": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 200",
  "GET /api/admin/paths/stats": "401 403 403 403 403 403 403 403 404 403 403 403 - 403 404",
  "POST /api/admin/people/[userId]/partner":
    "401 403 403 403 403 403 403 403 404 403 403 403 - 403 401",
  "POST /api/admin/people/[userId]/reset-link":
    "401 403 403 403 403 403 403 403 201 403 403 403 - 403 401",
  "GET /api/admin/people/[userId]": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "PATCH /api/admin/people/[userId]": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "GET /api/admin/people/overview": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "GET /api/admin/people": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "GET /api/admin/rooms": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "POST /api/admin/shares/reports/[reportId]/close":
    "401 403 403 403 403 403 403 403 404 403 403 403 - 403 401",
  "GET /api/admin/shares/reports": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "GET /api/admin/shares": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
  "POST /api/moderation/reports/[messageId]":
    "401 403 403 403 403 403 403 404 404 403 403 403 - 403 401",
  "GET /api/moderation/reports/count": "401 403 403 403 403 403 403 200 200 403 403 403 - 403 401",
  "GET /api/moderation/reports": "401 403 403 403 403 403 403 200 200 403 403 403 - 403 401",
  "GET /api/share/monitor": "401 403 403 403 403 403 403 403 200 403 403 403 - 403 401",
};
