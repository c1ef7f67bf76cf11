/** The door to rooms and messages: every use-case by its verb. */
export { editMessage, removeMessage, writeEdit, writeRemoval } from "./editing";
export { acceptInvitation, createInvitation, getInvitation } from "./invitations";
export { settleOwedMember } from "./member-effects";
export { addMembers, joinRoom, leaveRoom, listRoomMembers, removeMembers } from "./members";
export { getMembership, getOwnMembership, type Membership } from "./membership";
export { findPostedMessage, postMessage, writePosts } from "./posting";
export {
  getMessages,
  getMeta,
  listMetas,
  markRead,
  markUnread,
  moveRead,
  prefetchMessages,
  prefetchMeta,
} from "./reading";
export { changeRoom, createRoom, getRoom, listRooms } from "./rooms";
export { publish } from "./tell";
