import { newMember } from "./accounts";

export const password = "long enough to be one";

/** Somebody with an account who is going to leave. */
export async function newLeaver() {
  const { person, email } = await newMember(password, "Leaver");
  return { ...person, email };
}
