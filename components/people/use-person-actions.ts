"use client";

import { useTranslations } from "next-intl";
import type { HostProfile } from "@/lib/auth/partner/schema";
import type { Role } from "@/lib/auth/schema";
import type { PersonAction } from "./action-dialog";
import { changePerson, decidePartner } from "./people-calls";

type Named = { name: string } & ({ id: string } | { userId: string });

const idOf = (person: Named) => ("id" in person ? person.id : person.userId);

/** What can be done to somebody, in words; each is confirmed by an `ActionDialog`. */
export function usePersonActions() {
  const t = useTranslations("people.actions");

  const texts = (
    key: "ban" | "unban" | "decline" | "suspend" | "reinstate" | "approve",
    name: string,
  ) => ({
    title: t(`${key}.title`, { name }),
    text: t(`${key}.text`),
    confirmLabel: t(`${key}.confirm`),
    done: t(`${key}.done`, { name }),
  });

  return {
    changeRole: (person: Named, role: Role): PersonAction => ({
      title: t("role.title", { name: person.name, role }),
      text: t(`role.text.${role}`),
      confirmLabel: t("role.confirm", { role }),
      done: t("role.done", { name: person.name, role }),
      tone: role === "admin" ? "danger" : "primary",
      act: () => changePerson(idOf(person), { role }),
    }),
    ban: (person: Named): PersonAction => ({
      ...texts("ban", person.name),
      tone: "danger",
      reasonHint: t("reasonHint"),
      act: (reason) => changePerson(idOf(person), { status: "banned", reason }),
    }),
    unban: (person: Named): PersonAction => ({
      ...texts("unban", person.name),
      tone: "primary",
      act: () => changePerson(idOf(person), { status: "active" }),
    }),
    approve: (person: Named, profile: HostProfile): PersonAction => ({
      ...texts(profile.status === "suspended" ? "reinstate" : "approve", person.name),
      tone: "primary",
      act: () => decidePartner(idOf(person), "approve", profile),
    }),
    decline: (person: Named, profile: HostProfile): PersonAction => ({
      ...texts("decline", person.name),
      tone: "danger",
      reasonHint: t("reasonHint"),
      act: (reason) => decidePartner(idOf(person), "decline", profile, reason),
    }),
    suspend: (person: Named, profile: HostProfile): PersonAction => ({
      ...texts("suspend", person.name),
      tone: "danger",
      reasonHint: t("reasonHint"),
      act: (reason) => decidePartner(idOf(person), "suspend", profile, reason),
    }),
  };
}
