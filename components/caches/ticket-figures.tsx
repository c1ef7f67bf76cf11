"use client";

import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { CachesReport, TicketStoreFigures } from "@/lib/telemetry/report/schema";
import { FigureTable } from "./figure-table";
import { useFigures } from "./use-figures";

/** Where tickets are kept, and how issuing and redeeming them went, store by store. */
export function TicketFigures({ tickets: { chosen, stores } }: Pick<CachesReport, "tickets">) {
  const t = useTranslations("caches");
  const { count, both } = useFigures();
  const store = t(`store.${chosen.store}`);
  return (
    <section aria-labelledby="tickets" className="space-y-3">
      <h2 id="tickets" className="text-sm font-semibold">
        {t("tickets.title")}
      </h2>
      <p className="max-w-prose text-sm text-pretty">{t("tickets.lead", { store })}</p>
      {chosen.isThere ? null : <Notice tone="danger">{t("tickets.missing", { store })}</Notice>}
      {stores.length === 0 ? (
        <p className="text-sm text-muted">{t("tickets.none")}</p>
      ) : (
        <>
          <FigureTable<TicketStoreFigures>
            caption={t("tables.tickets")}
            rows={stores}
            toKey={(row) => row.store}
            columns={[
              {
                key: "store",
                label: t("columns.store"),
                isText: true,
                cell: (row) => t(`store.${row.store}`),
              },
              ...(["issued", "redeemed", "refused", "degraded", "recordMissing"] as const).map(
                (key) => ({
                  key,
                  label: t(`columns.${key}`),
                  cell: (row: TicketStoreFigures) => count(row[key]),
                }),
              ),
              { key: "put", label: t("columns.put"), cell: ({ put }) => both(put) },
              { key: "take", label: t("columns.take"), cell: ({ take }) => both(take) },
            ]}
          />
          <Refusals stores={stores} />
        </>
      )}
      <div className="max-w-prose space-y-1 text-sm text-pretty text-muted">
        <p>{t("tickets.degraded")}</p>
        <p>{t("tickets.recordMissing")}</p>
      </div>
    </section>
  );
}

function Refusals({ stores }: { stores: TicketStoreFigures[] }) {
  const t = useTranslations("caches");
  const { count } = useFigures();
  const refused = stores.filter(({ refusals }) => refusals.length > 0);
  if (refused.length === 0) return null;
  return (
    <div className="text-sm">
      <h3 className="font-medium">{t("tickets.refusals")}</h3>
      <ul className="mt-1 space-y-0.5">
        {refused.flatMap(({ store, refusals }) =>
          refusals.map((refusal) => (
            <li key={`${store} ${refusal.reason}`} className="tabular-nums">
              {t(`store.${store}`)} · {t(`reason.${refusal.reason}`)}: {count(refusal.count)}
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
