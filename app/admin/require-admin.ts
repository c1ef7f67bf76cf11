import { notFound } from "next/navigation";
import { findCurrentPerson } from "@/lib/auth/current-person";
import type { Person } from "@/lib/auth/schema";

/** The admin who looks at this page, by the role of this moment; for everybody else there is nothing here. */
export async function requireAdmin(): Promise<Person> {
  const person = await findCurrentPerson();
  if (person?.role !== "admin") notFound();
  return person;
}
