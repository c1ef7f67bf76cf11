import { NotFoundScreen } from "@/components/shell/not-found-screen";
import { findCurrentPerson } from "@/lib/auth/current-person";

/** Tells an admin whose session has ended how to come back, and nobody else that there is something. */
export default async function AdminNotFound() {
  const person = await findCurrentPerson();
  return <NotFoundScreen signIn={person ? undefined : "/admin"} />;
}
