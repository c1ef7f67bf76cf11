"use client";

import { useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { useMe } from "@/components/admin/me";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import type { ListedPerson } from "@/lib/auth/people/schema";
import { BannedBadge, PartnerBadge, RoleBadge } from "./person-badges";
import { Ago, Day } from "./when";

const frame = "overflow-hidden rounded-xl border border-line bg-surface";
const cell = "px-3 py-2.5 text-left font-normal whitespace-nowrap xl:px-4";
/** Where the table is narrow; the person in depth has it, too. */
const wide = "max-xl:hidden";
/** On phones a row is a card: the name on a line of its own, the rest beside each other with their labels. */
const small = "max-md:block max-md:p-0";

type PeopleTableProps = {
  people: ListedPerson[];
  /** Whether what is shown answers another question than the one that stands there. */
  isBehind: boolean;
  onOpen: (userId: string) => void;
};

/** People with what they are; a name leads to the person in depth. Roles are spelt out, as a card is no table to browsers. */
export function PeopleTable({ people, isBehind, onOpen }: PeopleTableProps) {
  const t = useTranslations("people.columns");
  return (
    <div aria-busy={isBehind || undefined} className={`${frame} aria-busy:opacity-60`}>
      <table role="table" aria-label={t("table")} className="w-full text-sm max-md:block">
        <thead role="rowgroup" className="border-b border-line text-muted max-md:sr-only">
          <tr role="row">
            {(["person", "role", "status", "joined", "seen"] as const).map((column) => (
              <th
                key={column}
                role="columnheader"
                scope="col"
                className={column === "joined" ? `${cell} ${wide}` : cell}
              >
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="divide-y divide-line max-md:block">
          {people.map((person) => (
            <Row key={person.id} person={person} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ person, onOpen }: { person: ListedPerson; onOpen: (userId: string) => void }) {
  const t = useTranslations("people");
  const me = useMe();
  const { id, name, email, image, role, status, partner, createdAt, lastSeenAt } = person;
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(id);
  };
  return (
    <tr
      role="row"
      className="relative hover:bg-subtle max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-4 max-md:gap-y-1.5 max-md:p-4"
    >
      <th role="rowheader" scope="row" className={`${cell} ${small} max-md:w-full`}>
        <span className="flex max-w-full items-center gap-3 md:max-w-80 xl:max-w-[28rem]">
          <Avatar name={name} image={image} colorKey={id} />
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-1.5">
              <a
                href={`?person=${encodeURIComponent(id)}`}
                onClick={open}
                // The whole row is the link's.
                className="truncate font-medium after:absolute after:inset-0"
              >
                {name}
              </a>
              {id === me.id ? <Badge>{t("you")}</Badge> : null}
            </span>
            <span className="block truncate text-muted">{email}</span>
          </span>
        </span>
      </th>
      <td role="cell" className={`${cell} ${small}`}>
        <span className="flex flex-wrap items-center gap-1.5">
          <RoleBadge role={role} />
          {partner ? <PartnerBadge status={partner.status} /> : null}
        </span>
      </td>
      <td role="cell" className={`${cell} ${small}`}>
        {status === "banned" ? (
          <BannedBadge />
        ) : (
          <span className="text-muted max-md:hidden">{t("active")}</span>
        )}
      </td>
      <td role="cell" className={`${cell} ${wide}`}>
        <Day at={createdAt} />
      </td>
      <td role="cell" className={`${cell} ${small} text-muted max-md:ml-auto max-md:text-xs`}>
        {lastSeenAt === null ? t("neverSeen") : <Ago at={lastSeenAt} />}
      </td>
    </tr>
  );
}

/** The table's place while it is loaded. */
export function PeopleTableLoading() {
  return (
    <div aria-hidden className={`${frame} divide-y divide-line`}>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="flex items-center gap-3 px-4 py-3">
          <Skeleton className="size-9 shrink-0" />
          <Skeleton className="h-5 w-48 max-w-full" />
        </div>
      ))}
    </div>
  );
}
