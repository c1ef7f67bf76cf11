"use client";

import { CircleCheck, CircleDollarSign, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { toPlan, toWholePlan, type Plan } from "@/lib/alerts/pipeline/domain";
import type { BudgetLine } from "@/lib/alerts/pipeline/schema";
import { Bar } from "./bar";
import { Panel } from "./panel";
import { useWords } from "./use-words";

const looks = {
  free: { Icon: CircleCheck, color: "text-ok", tone: "plain" },
  paid: { Icon: CircleDollarSign, color: "text-accent", tone: "plain" },
  more: { Icon: TriangleAlert, color: "text-warn", tone: "warn" },
} as const satisfies Record<Plan, unknown>;

/** What a day takes of Cloudflare's quotas when it goes on like the last hour. */
export function BudgetPanel({ budget }: { budget: BudgetLine[] }) {
  const t = useTranslations("pipeline.budget");
  const code = (text: React.ReactNode) => <code className="font-mono">{text}</code>;
  return (
    <Panel title={t("title")} text={t(`whole.${toWholePlan(budget)}`)}>
      <ul className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
        {budget.map((line) => (
          <Line key={line.resource} line={line} />
        ))}
      </ul>
      <p className="mt-5 text-sm text-muted">{t.rich("more", { code })}</p>
    </Panel>
  );
}

function Line({ line }: { line: BudgetLine }) {
  const t = useTranslations("pipeline.budget");
  const words = useWords();
  const plan = toPlan(line);
  const { Icon, color, tone } = looks[plan];
  const { perDay, freePerDay, paidPerDay } = line;
  const scale = Math.max(perDay, paidPerDay);
  return (
    <li className="space-y-1.5 text-sm">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{t(`resource.${line.resource}`)}</span>
        <span className="tabular-nums">
          {t(`perDay.${line.basis}`, { count: words.count(perDay) })}
        </span>
      </p>
      <Bar share={perDay / scale} tone={tone} marks={[freePerDay / scale, paidPerDay / scale]} />
      <p className="flex flex-wrap justify-between gap-x-4 text-muted">
        <span className="inline-flex items-center gap-1.5 text-ink">
          <Icon aria-hidden size={15} className={color} />
          {t(`plan.${plan}`)}
        </span>
        <span className="tabular-nums">
          {t("quotas", { free: words.count(freePerDay), paid: words.count(paidPerDay) })}
        </span>
      </p>
    </li>
  );
}
