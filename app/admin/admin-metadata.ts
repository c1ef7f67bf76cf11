import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { AdminSection } from "@/components/admin/sections";
import { findCurrentPerson } from "@/lib/auth/current-person";

/** The title of a page of the dashboard; nothing for those who may not see it. */
export async function adminMetadata(section: AdminSection): Promise<Metadata> {
  const [person, t] = await Promise.all([findCurrentPerson(), getTranslations("admin")]);
  if (person?.role !== "admin") return {};
  return { title: `${t(`sections.${section}`)} · ${t("title")}` };
}
