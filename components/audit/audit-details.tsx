"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { z } from "zod";
import { toDuration } from "@/lib/client/duration";
import { roleSchema, statusSchema } from "@/lib/auth/schema";
import { dashboardViewSchema } from "@/lib/dashboard/schema";
import { useViewWords } from "@/components/links/use-view-words";

type AuditDetailsProps = { detail: Record<string, unknown>; names: Record<string, string> };

/** What else is known of an action, in words; nothing when there is nothing. */
export function AuditDetails({ detail, names }: AuditDetailsProps) {
  const toFacts = useFacts(names);
  const facts = Object.entries(detail).flatMap(([name, value]) => {
    if (value === null || value === undefined || value === "") return [];
    const fact = toFacts(name, value, detail);
    return fact ? [{ name, ...fact }] : [];
  });
  if (facts.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {facts.map(({ name, label, text }) => (
        <div key={name} className="flex max-w-full min-w-0 flex-wrap gap-x-1.5">
          <dt>{label}:</dt>
          <dd className="min-w-0 break-words text-ink">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

type Fact = { label: string; text: ReactNode };

/** Says one detail; null for one that stands in the sentence, or beside another. */
function useFacts(names: Record<string, string>) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const toViewWords = useViewWords();

  const changed = (before: string | null, after: string) =>
    before === null || before === after ? after : t("details.change", { from: before, to: after });
  const role = (value: unknown) => {
    const known = roleSchema.safeParse(value);
    return known.success ? t(`roles.${known.data}`) : null;
  };
  const status = (value: unknown) => {
    const known = statusSchema.safeParse(value);
    return known.success ? t(`statuses.${known.data}`) : null;
  };

  return (name: string, value: unknown, detail: Record<string, unknown>): Fact | null => {
    const before = beforeSchema.safeParse(detail.before).data;
    switch (name) {
      case "before":
      case "rule":
      case "roomId":
        return null;
      case "role":
        return {
          label: t("details.role"),
          text: changed(role(before?.role), role(value) ?? String(value)),
        };
      case "status":
        return {
          label: t("details.status"),
          text: changed(status(before?.status), status(value) ?? String(value)),
        };
      case "userIds":
        return { label: t("details.people"), text: toPeople(value) };
      case "view": {
        const view = dashboardViewSchema.safeParse(value);
        return view.success
          ? { label: t("details.view"), text: toViewWords(view.data).join(" · ") }
          : null;
      }
      case "proof": {
        const proof = proofSchema.safeParse(value);
        return proof.success
          ? { label: t("details.proof"), text: t(`proofs.${proof.data}`) }
          : null;
      }
      case "authorId":
        return { label: t("details.author"), text: toPeople([value]) };
      case "seconds":
        return { label: t("details.seconds"), text: toLength(value) };
      case "slowModeSeconds":
        return {
          label: t("details.slowModeSeconds"),
          text: value === 0 ? t("details.slowModeOff") : toLength(value),
        };
      case "until":
        return { label: t("details.until"), text: toMoment(value) };
      case "reason":
      case "name":
      case "topic":
      case "letters":
      case "format":
      case "part":
      case "severity":
        return { label: t(`details.${name}`), text: toText(value) };
      default:
        return { label: name, text: toText(value) };
    }
  };

  function toLength(seconds: unknown): string {
    const { value, unit } = toDuration(Number(seconds));
    return format.number(value, { style: "unit", unit, unitDisplay: "long" });
  }

  function toMoment(at: unknown): string {
    return format.dateTime(Number(at), { dateStyle: "medium", timeStyle: "short" });
  }

  function toPeople(value: unknown): string {
    const ids = z.array(z.string()).safeParse(value).data ?? [];
    return format.list(ids.map((id) => names[id] || t("details.deletedMember")));
  }
}

const beforeSchema = z.object({ role: z.unknown(), status: z.unknown() });
const proofSchema = z.enum(["first-account", "setup-token", "listed"]);

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
