import type { Table } from "../roles";

/** A room by invitation: it does not exist for whoever is not in it. Leaving stands last, as nobody comes back. */
export const privateRoom: Table = {
  // visitor outsider member muted shut-out owner partner moderator admin demoted banned bot reader token operator
  "PUT /api/chat/rooms/[roomId]/bans/[userId]":
    "401 404 403 403 404 204 404 404 404 404 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/bans/[userId]":
    "401 404 403 403 404 204 404 404 404 404 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/bans": "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/bots": "401 404 200 200 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/export":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/hooks/[hookId]/picture":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/hooks/[hookId]/picture":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "PATCH /api/chat/rooms/[roomId]/hooks/[hookId]":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/hooks/[hookId]":
    "401 404 403 403 404 204 404 404 404 404 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/hooks/[hookId]/secret":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/hooks": "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/hooks":
    "401 404 403 403 404 201 404 404 404 404 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/invitations":
    "401 404 403 403 404 201 404 404 404 404 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/involvement":
    "401 404 200 200 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/members":
    "401 404 200 200 404 200 404 404 404 404 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/members":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/members":
    "401 404 403 403 404 204 404 404 404 404 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/messages/[messageId]/pin":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/messages/[messageId]/pin":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/messages/[messageId]/reactions/[emoji]":
    "401 404 200 403 404 200 404 404 404 404 403 200 403 404 401",
  "DELETE /api/chat/rooms/[roomId]/messages/[messageId]/reactions/[emoji]":
    "401 404 200 200 404 200 404 404 404 404 403 200 403 404 401",
  "POST /api/chat/rooms/[roomId]/messages/[messageId]/report":
    "401 404 201 201 404 403 404 404 404 404 403 403 - 403 401",
  "PATCH /api/chat/rooms/[roomId]/messages/[messageId]":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "PATCH /api/chat/rooms/[roomId]/messages/[messageId] of a member":
    "401 404 200 403 404 403 404 404 404 404 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/messages/[messageId]":
    "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/messages/[messageId] of a member":
    "401 404 200 403 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/messages":
    "401 404 200 200 404 200 404 404 404 404 403 200 200 404 401",
  "POST /api/chat/rooms/[roomId]/messages":
    "401 404 201 403 404 201 404 404 404 404 403 201 403 404 401",
  "GET /api/chat/rooms/[roomId]/meta":
    "401 404 200 200 404 200 404 404 404 404 403 200 200 404 401",
  "DELETE /api/chat/rooms/[roomId]/mutes/[userId]":
    "401 404 403 403 404 204 404 404 404 404 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/mutes/[userId]":
    "401 404 403 403 404 204 404 404 404 404 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/mutes": "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/pins": "401 404 200 200 404 200 404 404 404 404 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/read":
    "401 404 200 200 404 200 404 404 404 404 403 200 403 404 401",
  "GET /api/chat/rooms/[roomId]": "401 404 200 200 404 200 404 404 404 404 403 403 - 403 401",
  "PATCH /api/chat/rooms/[roomId]": "401 404 403 403 404 200 404 404 404 404 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/tickets":
    "401 404 201 201 404 201 404 404 404 404 403 201 403 404 401",
  "POST /api/chat/rooms/[roomId]/unread":
    "401 404 200 200 404 200 404 404 404 404 403 403 - 403 401",
  "PUT /api/me/bots/[botId]/rooms/[roomId]":
    "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "DELETE /api/me/bots/[botId]/rooms/[roomId]":
    "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/media/attachments/[attachmentId]":
    "401 404 200 200 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/ws": "426 426 426 426 426 426 426 426 426 426 426 426 426 426 426",
  "POST /api/chat/rooms/[roomId]/join": "401 404 200 200 404 200 404 404 404 404 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/leave":
    "401 404 204 204 404 204 404 404 404 404 403 403 - 403 401",
};

/** A room that everybody may read, and its members alone write in. What lifts a mute stands before what lays one on. */
export const publicRoom: Table = {
  // visitor outsider member muted shut-out owner partner moderator admin demoted banned bot reader token operator
  "PUT /api/chat/rooms/[roomId]/bans/[userId]":
    "401 403 403 403 404 204 403 204 204 403 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/bans/[userId]":
    "401 403 403 403 404 204 403 204 204 403 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/bans": "401 403 403 403 404 200 403 200 200 403 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/bots": "401 200 200 200 404 200 200 200 200 200 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/export":
    "401 403 403 403 404 200 403 403 403 403 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/hooks/[hookId]/picture":
    "401 403 403 403 404 200 403 200 200 403 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/hooks/[hookId]/picture":
    "401 403 403 403 404 200 403 200 200 403 403 403 - 403 401",
  "PATCH /api/chat/rooms/[roomId]/hooks/[hookId]":
    "401 403 403 403 404 200 403 200 200 403 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/hooks/[hookId]":
    "401 403 403 403 404 204 403 204 204 403 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/hooks/[hookId]/secret":
    "401 403 403 403 404 200 403 200 200 403 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/hooks": "401 403 403 403 404 200 403 200 200 403 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/hooks":
    "401 403 403 403 404 201 403 201 201 403 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/invitations":
    "401 403 201 201 404 201 403 403 403 403 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/involvement":
    "401 403 200 200 404 200 403 403 403 403 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/members":
    "401 200 200 200 404 200 200 200 200 200 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/members":
    "401 403 200 200 404 200 403 403 403 403 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/members":
    "401 403 403 403 404 204 403 204 204 403 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/messages/[messageId]/pin":
    "401 403 403 403 404 200 403 403 403 403 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/messages/[messageId]/pin":
    "401 403 403 403 404 200 403 403 403 403 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/messages/[messageId]/reactions/[emoji]":
    "401 403 200 403 404 200 403 403 403 403 403 200 403 403 401",
  "DELETE /api/chat/rooms/[roomId]/messages/[messageId]/reactions/[emoji]":
    "401 403 200 200 404 200 403 403 403 403 403 200 403 403 401",
  "POST /api/chat/rooms/[roomId]/messages/[messageId]/report":
    "401 201 201 201 404 403 201 201 201 201 403 403 - 403 401",
  "PATCH /api/chat/rooms/[roomId]/messages/[messageId]":
    "401 403 403 403 404 200 403 403 403 403 403 403 - 403 401",
  "PATCH /api/chat/rooms/[roomId]/messages/[messageId] of a member":
    "401 403 200 403 404 403 403 403 403 403 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/messages/[messageId]":
    "401 403 403 403 404 200 403 200 200 403 403 403 - 403 401",
  "DELETE /api/chat/rooms/[roomId]/messages/[messageId] of a member":
    "401 403 200 403 404 200 403 200 200 403 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/messages":
    "401 200 200 200 404 200 200 200 200 200 403 200 200 200 401",
  "POST /api/chat/rooms/[roomId]/messages":
    "401 403 201 403 404 201 403 403 403 403 403 201 403 403 401",
  "GET /api/chat/rooms/[roomId]/meta":
    "401 200 200 200 404 200 200 200 200 200 403 200 200 200 401",
  "DELETE /api/chat/rooms/[roomId]/mutes/[userId]":
    "401 403 403 403 404 204 403 204 204 403 403 403 - 403 401",
  "PUT /api/chat/rooms/[roomId]/mutes/[userId]":
    "401 403 403 403 404 204 403 204 204 403 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/mutes": "401 403 403 403 404 200 403 200 200 403 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/pins": "401 200 200 200 404 200 200 200 200 200 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/read":
    "401 403 200 200 404 200 403 403 403 403 403 200 403 403 401",
  "GET /api/chat/rooms/[roomId]": "401 200 200 200 404 200 200 200 200 200 403 403 - 403 401",
  "PATCH /api/chat/rooms/[roomId]": "401 403 403 403 404 200 403 200 200 403 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/tickets":
    "401 403 201 201 404 201 403 403 403 403 403 201 403 403 401",
  "POST /api/chat/rooms/[roomId]/unread":
    "401 403 200 200 404 200 403 403 403 403 403 403 - 403 401",
  "PUT /api/me/bots/[botId]/rooms/[roomId]":
    "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "DELETE /api/me/bots/[botId]/rooms/[roomId]":
    "401 404 404 404 404 200 404 404 404 404 403 403 - 403 401",
  "GET /api/media/attachments/[attachmentId]":
    "401 200 200 200 404 200 200 200 200 200 403 403 - 403 401",
  "GET /api/chat/rooms/[roomId]/ws": "426 426 426 426 426 426 426 426 426 426 426 426 426 426 426",
};

/** A private room that nobody is in yet, and a link into it. */
export const roomToEnterByLink: Table = {
  // visitor outsider member muted shut-out owner partner moderator admin demoted banned bot reader token operator
  "GET /api/chat/invitations/[token]": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "POST /api/chat/invitations/[token]": "401 200 200 200 403 200 200 200 200 200 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/join": "401 200 200 200 404 200 200 200 200 200 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/leave":
    "401 204 204 204 404 204 204 204 204 204 403 403 - 403 401",
};

/** A public one. */
export const roomToEnter: Table = {
  // visitor outsider member muted shut-out owner partner moderator admin demoted banned bot reader token operator
  "GET /api/chat/invitations/[token]": "401 200 200 200 200 200 200 200 200 200 403 403 - 403 401",
  "POST /api/chat/invitations/[token]": "401 200 200 200 403 200 200 200 200 200 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/join": "401 200 200 200 404 200 200 200 200 200 403 403 - 403 401",
  "POST /api/chat/rooms/[roomId]/leave":
    "401 204 204 204 404 204 204 204 204 204 403 403 - 403 401",
};
