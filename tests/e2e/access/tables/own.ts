import type { Table } from "../roles";

/** What is one's own, and what every member may ask. 422 is let in: what was sent does not fit on purpose. */
export const ownCalls: Table = {
  // visitor outsider member muted shut-out owner partner moderator admin demoted banned bot reader token operator
  "GET /api/chat/mentions": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "GET /api/chat/meta": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "GET /api/chat/rooms": "401 200 200 200 200 200 200 200 200 200 403 200 200 200 401",
  "POST /api/chat/rooms": "401 422 422 422 422 422 422 422 422 422 403 403 - 403 401",
  "GET /api/chat/search": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "POST /api/chat/uploads": "401 201 201 201 201 201 201 201 201 201 403 403 - 403 401",
  "POST /api/me/bots/[botId]/deliveries/[messageId]":
    "401 404 404 404 404 404 404 404 404 404 403 403 - 403 401",
  "GET /api/me/bots/[botId]/deliveries":
    "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "PUT /api/me/bots/[botId]/picture": "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "DELETE /api/me/bots/[botId]/picture":
    "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "PATCH /api/me/bots/[botId]": "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "DELETE /api/me/bots/[botId]": "401 404 404 404 404 204 404 404 404 404 403 403 - 403 401",
  "GET /api/me/bots/[botId]/tokens": "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "POST /api/me/bots/[botId]/tokens": "401 404 404 404 404 201 404 404 404 404 403 403 - 403 401",
  "POST /api/me/bots/[botId]/webhook": "401 404 404 404 404 404 404 404 404 404 403 403 - 403 401",
  "PUT /api/me/bots/[botId]/webhook": "401 404 404 404 404 422 404 404 404 404 403 403 - 403 401",
  "DELETE /api/me/bots/[botId]/webhook":
    "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/me/bots": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "POST /api/me/bots": "401 422 422 422 422 422 422 422 422 422 403 403 - 403 401",
  "GET /api/me/export": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "GET /api/me/notifications": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "PUT /api/me/notifications": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "GET /api/me/partner": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "POST /api/me/partner": "401 422 422 422 422 422 422 422 422 422 403 403 - 403 401",
  "DELETE /api/me/partner": "401 204 204 204 204 204 409 204 204 204 403 403 - 403 401",
  "PUT /api/me/password": "401 422 422 422 422 422 422 422 422 422 403 403 - 403 401",
  "PUT /api/me/picture": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "DELETE /api/me/picture": "401 204 204 204 204 204 204 204 204 204 403 403 - 403 401",
  "GET /api/me": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "PATCH /api/me": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "DELETE /api/me": "401 422 422 422 422 422 422 422 422 422 403 403 - 403 401",
  "DELETE /api/me/sessions/[sid]": "401 404 404 404 404 204 404 404 404 404 403 403 - 403 401",
  "GET /api/me/sessions": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "DELETE /api/me/sessions": "401 204 204 204 204 204 204 204 204 204 403 403 - 403 401",
  "DELETE /api/me/tokens/[tokenId]": "401 404 404 404 404 204 404 404 404 404 403 403 - 403 401",
  "GET /api/me/tokens": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "POST /api/me/tokens": "401 422 422 422 422 422 422 422 422 422 403 403 - 403 401",
  "GET /api/people/names": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "GET /api/people": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "GET /api/push/key": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "GET /api/push/subscriptions": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "PUT /api/push/subscriptions": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "DELETE /api/push/subscriptions": "401 204 204 204 204 204 204 204 204 204 403 403 - 403 401",
  "POST /api/push/test": "401 404 404 404 404 404 404 404 404 404 403 403 - 403 401",
};
