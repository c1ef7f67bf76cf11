import { z } from "zod";
import { defaultView, toSearch } from "@/lib/dashboard/domain";
import {
  dashboardLinksSchema,
  linkAnswerSchema,
  type CreateLink,
  type DashboardLink,
} from "@/lib/dashboard/schema";
import { fetchJson } from "@/lib/http/fetcher";

/** Calls about public links; `asUser` is the admin whom the page was made for. */

export const linksUrl = "/api/admin/dashboard-links";

const toUrl = ({ id }: Pick<DashboardLink, "id">) => `${linksUrl}/${encodeURIComponent(id)}`;

export const fetchLinks = () => fetchJson(linksUrl, dashboardLinksSchema);

export async function createLink(json: CreateLink, asUser: string): Promise<DashboardLink> {
  return (await fetchJson(linksUrl, linkAnswerSchema, { method: "POST", json, asUser })).link;
}

export async function renameLink(
  link: DashboardLink,
  name: string,
  asUser: string,
): Promise<DashboardLink> {
  const init = { method: "PATCH", json: { name }, asUser } as const;
  return (await fetchJson(toUrl(link), linkAnswerSchema, init)).link;
}

export async function revokeLink(link: DashboardLink, asUser: string): Promise<void> {
  await fetchJson(toUrl(link), z.undefined(), { method: "DELETE", asUser });
}

/** The path that whoever has the link opens: the order of the table, which visitors may change, is in the address. */
export function toPublicPath({ id, view }: Pick<DashboardLink, "id" | "view">): string {
  const { sort, descending } = view ?? defaultView;
  const search = toSearch({ ...defaultView, sort, descending });
  return `/stats/${id}${search ? `?${search}` : ""}`;
}

/** The same with where we are, to be sent to somebody. Only in the browser. */
export function toPublicUrl(link: Pick<DashboardLink, "id" | "view">): string {
  return `${window.location.origin}${toPublicPath(link)}`;
}
