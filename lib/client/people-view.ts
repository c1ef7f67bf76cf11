import { peopleOrders, type PeopleCounts, type PeopleQuery } from "../auth/people/schema";

/** The ways to narrow down the list, as the address names them; each with what it asks for. */
const groups = {
  everybody: {},
  admins: { role: "admin" },
  moderators: { role: "moderator" },
  partners: { partner: "approved" },
  suspended: { partner: "suspended" },
  banned: { status: "banned" },
} as const satisfies Partial<Record<keyof PeopleCounts, Partial<PeopleQuery>>>;

export type Group = keyof typeof groups;
export const groupNames = [
  "everybody",
  "admins",
  "moderators",
  "partners",
  "suspended",
  "banned",
] as const;

export type PeopleView = { q: string; group: Group; sort: PeopleQuery["sort"] };

/** What stands in the address; a value that it cannot have is as if it were not there. */
export function readGroup(text: string): Group {
  return groupNames.find((name) => name === text) ?? "everybody";
}

export function readSort(text: string): PeopleQuery["sort"] {
  return peopleOrders.find((name) => name === text) ?? "newest";
}

/** The address of a page of `GET /api/admin/people`. */
export function toPageUrl({ q, group, sort }: PeopleView, cursor: string | null): string {
  const query = new URLSearchParams({ sort, ...groups[group] });
  if (q !== "") query.set("q", q);
  if (cursor !== null) query.set("cursor", cursor);
  return `/api/admin/people?${query.toString()}`;
}
