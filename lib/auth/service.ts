/** The door to accounts, sessions and people. What only the site needs (next-auth) is in `next-auth.ts`. */
export { changePerson, createResetLink, listPeople } from "./admin";
export { hashSource, takeSignIn } from "./address";
export { retryPendingEffects } from "./effects";
export { exportOwnData } from "./export";
export { findPerson, findPersonWithStatus } from "./person";
export { changePicture, maxPictureBytes, removePicture, servePicture } from "./picture";
export {
  changePassword,
  deleteAccount,
  getMe,
  resetPassword,
  searchPeople,
  updateProfile,
} from "./profile";
export { register } from "./register";
export { endSession, listSessions, signOutOthers, signOutSession } from "./sessions";
export { beginSession, signInWithPassword, signInWithProvider } from "./sign-in";
