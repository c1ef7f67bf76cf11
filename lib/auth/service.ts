/** The door to accounts, sessions and people. What only the site needs (next-auth) is in `next-auth.ts`. */
export { changePerson, createResetLink } from "./admin";
export { hashSource, takeSignInAt, takeSignInFrom } from "./address";
export { endBot, renameBot } from "./bots";
export { retryPendingEffects, underEffect } from "./effects";
export { exportOwnData } from "./export";
export { findPerson, findPersonWithStatus } from "./person";
export {
  applyAsPartner,
  decidePartner,
  findOwnPartner,
  withdrawApplication,
} from "./partner/partner";
export { getPeopleOverview, getPerson, listPeople } from "./people/people";
export { findNames } from "./store/names";
export { changePicture, maxPictureBytes, removePicture, servePicture } from "./picture";
export {
  changePassword,
  deleteAccount,
  getMe,
  listNames,
  resetPassword,
  searchPeople,
  updateProfile,
} from "./profile";
export { register } from "./register";
export { endSession, listSessions, signOutOthers, signOutSession } from "./sessions";
export { beginSession, signInWithPassword, signInWithProvider } from "./sign-in";
