/** The door to rooms and messages: every use-case by its verb. */
export { loadMeta } from "./cache";
export {
  editMessage,
  removeMessage,
  writeEdit,
  writeRemoval,
  type Edit,
  type Removal,
} from "./editing";
export { acceptInvitation, createInvitation, getInvitation } from "./invitations";
export { settleOwedMember } from "./member-effects";
export { addMembers, joinRoom, leaveRoom, listRoomMembers, removeMembers } from "./members";
export { getMembership, getOwnMembership, isMemberNow } from "./membership";
export { createGroupCommit } from "./group-commit";
export { findPostedMessage, postMessage, writePosts, type AuthoredPost } from "./posting";
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
