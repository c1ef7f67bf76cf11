/** The door to rooms and messages: every use-case by its verb. */
export { listAllRooms } from "./admin/list-rooms";
export { loadMeta } from "./cache";
export {
  editMessage,
  removeMessage,
  writeEdit,
  writeRemoval,
  type Edit,
  type Removal,
} from "./editing";
export { exportRoom } from "./export";
export { acceptInvitation, createInvitation, getInvitation } from "./invitations";
export { settleOwedMember } from "./member-effects";
export { setInvolvement } from "./involvement";
export {
  addMembers,
  addToRoom,
  joinRoom,
  leaveRoom,
  listRoomMembers,
  removeMembers,
} from "./members";
export { listPins, pinMessage, reactToMessage, writeMark, type Mark } from "./marking";
export { banMember, liftBan, listBans, listMutes, muteMember, unmuteMember } from "./moderation";
export { countReports, decideReports, listReports, reportMessage } from "./reports";
export { listMentions } from "./mentioned";
export {
  canInvite,
  getManagedRoom,
  getMembership,
  getOwnMembership,
  isMemberNow,
} from "./membership";
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
