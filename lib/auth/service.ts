/** The door to accounts, sessions and people. What only the site needs (next-auth) is in `next-auth.ts`. */
export { findPerson, findPersonWithStatus } from "./person";
