"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ListedAction } from "@/lib/audit/schema";

type Named = {
  actorName: (actor: ListedAction["actor"]) => string;
  targetName: (entry: Pick<ListedAction, "target" | "detail">) => string;
};

/** What those who acted, and what they acted on, are called on the page. */
export function useNamed(): Named {
  const t = useTranslations("audit");
  const format = useFormatter();

  const actorName = ({ id, name, kind }: ListedAction["actor"]) =>
    kind === "person" ? (name ?? id) : t(`actors.${kind}`);

  const targetName = ({ target, detail }: Pick<ListedAction, "target" | "detail">) => {
    const { id, name, kind, isDeleted } = target;
    if (isDeleted) return t("targets.deleted");
    switch (kind) {
      case "room":
      case "message":
        return name ?? t("targets.room");
      case "alert":
        return typeof detail.rule === "string" ? detail.rule : id;
      case "day":
        return id === "" ? t("targets.anyDay") : toDay(id);
      default:
        return name ?? id;
    }
  };

  /** Days of the archive are days in UTC. */
  const toDay = (day: string) => {
    const time = Date.parse(day);
    if (Number.isNaN(time)) return day;
    return format.dateTime(time, { dateStyle: "medium", timeZone: "UTC" });
  };

  return { actorName, targetName };
}
