"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/lib/client/copy-text";
import type { BucketWords } from "./use-bucket-words";
import type { ChartSeries } from "./types";

type ChartTableProps = {
  title: string;
  buckets: number[];
  runningAt: number | null;
  cut: readonly number[];
  series: ChartSeries[];
  words: BucketWords;
  format: (value: number) => string;
};

/** The same values as a table, newest first, which can be copied into a spreadsheet. */
export function ChartTable(props: ChartTableProps) {
  const { title, buckets, runningAt, cut, series, words, format } = props;
  const t = useTranslations("charts");
  const [copied, setCopied] = useState<boolean | null>(null);
  const rows = buckets
    .map((at, index) => ({ at, values: series.map(({ values }) => values[index] ?? null) }))
    .reverse();
  const copy = async () => {
    const head = [words.zone, ...series.map(({ label }) => label)];
    const lines = rows.map(({ at, values }) => [new Date(at).toISOString(), ...values]);
    setCopied(await copyText([head, ...lines].map((line) => line.join("\t")).join("\n")));
  };
  return (
    <div className="flex h-full flex-col gap-1">
      <div className="flex items-center justify-end gap-2">
        <span role="status" className="text-xs text-muted">
          {copied === null ? "" : copied ? t("copied") : t("copyFailed")}
        </span>
        <Button size="sm" variant="ghost" onClick={() => void copy()}>
          {copied ? <Check aria-hidden size={15} /> : <Copy aria-hidden size={15} />}
          {t("copy")}
        </Button>
      </div>
      <div
        role="region"
        aria-label={t("tableOf", { title })}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto rounded-lg border border-line"
      >
        <table className="w-full border-collapse text-sm tabular-nums">
          <caption className="sr-only">{title}</caption>
          <thead className="sticky top-0 bg-surface">
            <tr className="text-left text-xs text-muted">
              <th scope="col" className="px-3 py-1.5 font-medium">
                {words.zone}
              </th>
              {series.map(({ key, label }) => (
                <th key={key} scope="col" className="px-3 py-1.5 text-right font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, values }) => (
              <tr key={at} className="border-t border-line">
                <th scope="row" className="px-3 py-1 text-left font-normal whitespace-nowrap">
                  <time dateTime={new Date(at).toISOString()}>{words.name(at)}</time>
                  {at === runningAt ? <span className="text-muted"> {t("soFar")}</span> : null}
                  {cut.includes(at) ? <span className="text-muted"> {t("inPart")}</span> : null}
                </th>
                {values.map((value, index) => (
                  <td key={series[index]?.key} className="px-3 py-1 text-right">
                    {value === null ? t("none") : format(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
