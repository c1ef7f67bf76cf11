"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Tooltip } from "@/components/ui/tooltip";
import type { Reader } from "./use-seen-by";

const shown = 5;

/** Who of the others has read up to this message. */
export function SeenBy({ readers }: { readers: readonly Reader[] }) {
  const t = useTranslations("marks");
  const format = useFormatter();
  const names = format.list(readers.map(({ name }) => name));
  return (
    <div className="flex justify-end pt-1 pr-4">
      <Tooltip text={t("seenBy", { names })}>
        <span className="flex items-center -space-x-1">
          <span className="sr-only">{t("seenBy", { names })}</span>
          {readers.slice(0, shown).map(({ userId, name, image }) => (
            <Avatar
              key={userId}
              name={name}
              image={image}
              colorKey={userId}
              size="xs"
              className="ring-2 ring-surface"
            />
          ))}
          {readers.length > shown ? (
            <span aria-hidden className="pl-2 text-xs text-muted tabular-nums">
              {t("more", { count: readers.length - shown })}
            </span>
          ) : null}
        </span>
      </Tooltip>
    </div>
  );
}
