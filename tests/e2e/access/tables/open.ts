import type { Table } from "../roles";

/** For everybody, and shares, which are for everybody to see and for their owners to change. */
export const openCalls: Table = {
  // visitor outsider member muted shut-out owner partner moderator admin demoted banned bot reader token operator
  "GET /api/auth/[...nextauth]": "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
  "POST /api/auth/[...nextauth]": "404 404 404 404 404 404 404 404 404 404 404 404 404 404 404",
  "POST /api/auth/register": "422 422 422 422 422 422 422 422 422 422 403 403 - 403 401",
  "POST /api/auth/reset": "404 404 404 404 404 404 404 404 404 404 403 403 - 403 401",
  "GET /api/dashboard/[linkId]": "200 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "GET /api/dashboard/[linkId]/stats": "404 404 404 404 404 404 404 404 404 404 403 403 - 403 401",
  "GET /api/health": "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
  "GET /api/health/constant": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "POST /api/hooks/[hookId]/[secret]":
    "201 201 201 201 201 201 201 201 201 201 201 201 201 201 201",
  "GET /api/media/avatars/[userId]/[hash]":
    "200 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "GET /api/media/shares/[shareId]/[side]":
    "200 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "POST /api/share/[shareId]/report": "204 204 204 204 204 204 204 204 204 204 403 403 - 403 401",
  "GET /api/share/[shareId]": "200 200 200 200 200 200 200 200 200 200 403 403 - 200 401",
  "PATCH /api/share/[shareId]": "401 404 404 404 404 200 404 404 200 404 403 403 - 404 401",
  "DELETE /api/share/[shareId]": "401 404 404 404 404 204 404 404 204 404 403 403 - 404 401",
  "GET /api/share/cards": "401 200 200 200 200 200 200 200 200 200 403 403 - 200 401",
  "GET /api/share/list": "401 200 200 200 200 200 200 200 200 200 403 403 - 200 401",
  "GET /api/share/oembed": "200 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "POST /api/share": "401 201 201 201 201 201 201 201 201 201 403 403 - 201 401",
  "GET /share/[shareId]/preview.png": "200 200 200 200 200 200 200 200 200 200 403 - - 403 -",
};

/** Pages know sessions only. 307 leads to the sign-in, or from it to the chat. */
export const pages: Table = {
  // visitor outsider member muted shut-out owner partner moderator admin demoted banned bot reader token operator
  "GET /register": "200 307 307 307 307 307 307 307 307 307 200 - - 200 -",
  "GET /reset/[token]": "200 200 200 200 200 200 200 200 200 200 200 - - 200 -",
  "GET /sign-in": "200 307 307 307 307 307 307 307 307 307 200 - - 200 -",
  "GET /[...missing]": "404 404 404 404 404 404 404 404 404 404 404 - - 404 -",
  "GET /admin/alerts": "404 404 404 404 404 404 404 404 200 404 404 - - 404 -",
  "GET /admin/audit": "404 404 404 404 404 404 404 404 200 404 404 - - 404 -",
  "GET /admin/caches": "404 404 404 404 404 404 404 404 200 404 404 - - 404 -",
  "GET /admin/links": "404 404 404 404 404 404 404 404 200 404 404 - - 404 -",
  "GET /admin": "404 404 404 404 404 404 404 404 307 404 404 - - 404 -",
  "GET /admin/paths": "404 404 404 404 404 404 404 404 200 404 404 - - 404 -",
  "GET /admin/people": "404 404 404 404 404 404 404 404 200 404 404 - - 404 -",
  "GET /admin/pipeline": "404 404 404 404 404 404 404 404 200 404 404 - - 404 -",
  "GET /admin/rooms": "404 404 404 404 404 404 404 404 200 404 404 - - 404 -",
  "GET /admin/shares": "404 404 404 404 404 404 404 404 200 404 404 - - 404 -",
  "GET /chat/[roomId]": "307 200 200 200 200 200 200 200 200 200 307 - - 307 -",
  "GET /chat": "307 200 200 200 200 200 200 200 200 200 307 - - 307 -",
  "GET /invite/[token]": "307 200 200 200 200 200 200 200 200 200 307 - - 307 -",
  "GET /moderation": "404 404 404 404 404 404 404 200 200 404 404 - - 404 -",
  "GET /": "200 307 307 307 307 307 307 307 307 307 200 - - 200 -",
  "GET /settings": "307 200 200 200 200 200 200 200 200 200 307 - - 307 -",
  "GET /share/[shareId]": "200 200 200 200 200 200 200 200 200 200 200 - - 200 -",
  "GET /shares/new": "307 200 200 200 200 200 200 200 200 200 307 - - 307 -",
  "GET /shares": "307 200 200 200 200 200 200 200 200 200 307 - - 307 -",
  "GET /stats/[linkId]": "200 200 200 200 200 200 200 200 200 200 200 - - 200 -",
};
