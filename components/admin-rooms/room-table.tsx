"use client";

import { Globe, Lock, MessageCircle } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import Link from "next/link";
import { Skeleton } from "@/components/ui/skeleton";
import { membersBound, type AdminRoom, type RoomOrder } from "@/lib/chat/admin/schema";

const icons = { public: Globe, private: Lock, direct: MessageCircle };
const frame = "overflow-x-auto rounded-xl border border-line bg-surface";
const cell = "px-4 py-2.5 text-left font-normal whitespace-nowrap";
const number = `${cell} text-right tabular-nums`;

/** What the order sorts by, and how, as `aria-sort` says it. */
const sorted: Record<RoomOrder, "ascending" | "descending"> = {
  activity: "descending",
  messages: "descending",
  created: "descending",
  name: "ascending",
};

type RoomTableProps = {
  rooms: AdminRoom[];
  sort: RoomOrder;
  /** Whether what is shown answers another question than the one that stands there. */
  isBehind: boolean;
};

/** Rooms with their counters; on narrow screens it scrolls in itself. */
export function RoomTable({ rooms, sort, isBehind }: RoomTableProps) {
  const t = useTranslations("rooms");
  const order = (column: RoomOrder) => (column === sort ? sorted[column] : undefined);
  return (
    <div
      role="region"
      aria-label={t("table")}
      tabIndex={0}
      aria-busy={isBehind || undefined}
      className={`${frame} aria-busy:opacity-60`}
    >
      <table className="w-full text-sm">
        <thead className="border-b border-line text-muted">
          <tr>
            <th scope="col" aria-sort={order("name")} className={cell}>
              {t("columns.name")}
            </th>
            <th scope="col" className={cell}>
              {t("columns.kind")}
            </th>
            <th scope="col" className={number}>
              {t("columns.members")}
            </th>
            <th scope="col" aria-sort={order("messages")} className={number}>
              {t("columns.messages")}
            </th>
            <th scope="col" aria-sort={order("activity")} className={cell}>
              {t("columns.activity")}
            </th>
            <th scope="col" className={cell}>
              {t("columns.creator")}
            </th>
            <th scope="col" aria-sort={order("created")} className={cell}>
              {t("columns.created")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rooms.map((room) => (
            <Room key={room.id} room={room} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Room({ room }: { room: AdminRoom }) {
  const t = useTranslations("rooms");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { id, kind, members, messages, lastMessageAt, createdAt, createdBy } = room;
  const name = room.name ?? t("direct");
  const Icon = icons[kind];
  const isBound = members >= membersBound;
  return (
    <tr>
      <th scope="row" className={`${cell} max-w-64 min-w-44 truncate font-medium`} title={name}>
        {room.mayOpen ? (
          <Link
            href={`/chat/${id}`}
            aria-label={t("open", { name })}
            className="underline decoration-line-strong underline-offset-4 hover:decoration-current"
          >
            {name}
          </Link>
        ) : (
          <span title={t("mayNotOpen")} className={room.name === null ? "text-muted" : ""}>
            {name}
          </span>
        )}
      </th>
      <td className={cell}>
        <span className="inline-flex items-center gap-1.5">
          <Icon aria-hidden size={14} className="text-muted" />
          {t(`kinds.${kind}`)}
        </span>
      </td>
      <td className={number}>
        {isBound ? (
          <>
            <span aria-hidden>{t("orMore", { count: membersBound })}</span>
            <span className="sr-only">{t("orMoreLabel", { count: membersBound })}</span>
          </>
        ) : (
          format.number(members)
        )}
      </td>
      <td className={number}>{format.number(messages)}</td>
      <td className={cell}>
        {lastMessageAt === null ? (
          <span className="text-muted">{t("never")}</span>
        ) : (
          <time
            dateTime={new Date(lastMessageAt).toISOString()}
            title={format.dateTime(lastMessageAt, { dateStyle: "full", timeStyle: "short" })}
          >
            {format.relativeTime(Math.min(lastMessageAt, now.getTime()), now)}
          </time>
        )}
      </td>
      <td className={`${cell} max-w-48 truncate`}>
        {createdBy?.name ?? (
          <span className="text-muted">{t(kind === "direct" ? "hidden" : "deleted")}</span>
        )}
      </td>
      <td className={cell}>
        <time dateTime={new Date(createdAt).toISOString()}>
          {format.dateTime(createdAt, { dateStyle: "medium" })}
        </time>
      </td>
    </tr>
  );
}

/** The table's place while it is loaded. */
export function RoomTableLoading() {
  return (
    <div aria-hidden className={`${frame} divide-y divide-line`}>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="flex items-center gap-6 px-4 py-2.5">
          <Skeleton className="h-5 w-48 shrink-0" />
          <Skeleton className="h-4 min-w-0 flex-1" />
        </div>
      ))}
    </div>
  );
}
