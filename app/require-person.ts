import { redirect } from "next/navigation";
import { findCurrentPerson } from "@/lib/auth/current-person";
import type { Person } from "@/lib/auth/schema";

/** The person who looks at this page; everybody else is sent to sign in and comes back to `path`. */
export async function requirePerson(path: string): Promise<Person> {
  const person = await findCurrentPerson();
  if (!person) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  return person;
}
