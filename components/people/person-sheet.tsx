"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { NotRefreshed } from "@/components/admin/not-refreshed";
import { usePolled } from "@/components/admin/use-polled";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useReturnFocus } from "@/components/ui/use-return-focus";
import { personAnswerSchema } from "@/lib/auth/people/schema";
import { PlazaError } from "@/lib/http/problem";
import { PersonDetails } from "./person-details";

type PersonSheetProps = {
  userId: string;
  onClose: () => void;
  /** Something about the person was changed, or may have been. */
  onChanged: () => void;
};

/** One person in depth, at the side of the list; over the whole screen on phones. */
export function PersonSheet({ userId, onClose, onChanged }: PersonSheetProps) {
  const t = useTranslations("people.sheet");
  const common = useTranslations("common");
  const { remember, onCloseAutoFocus } = useReturnFocus({});
  const url = `/api/admin/people/${encodeURIComponent(userId)}`;
  const { data, error, receivedAt, reload } = usePolled(url, personAnswerSchema);
  // While another person is loaded the one before still stands there.
  const known = data?.person.id === userId ? data : null;
  const isGone = error instanceof PlazaError && error.code === "not_found";
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-y-0 right-0 z-40 flex w-full animate-appear flex-col border-line bg-raised shadow-raised outline-none sm:w-[30rem] sm:border-l"
        >
          <header className="flex items-center gap-3 border-b border-line px-5 py-3">
            <Radix.Title className="min-w-0 flex-1 truncate text-lg font-semibold">
              {known?.person.name ?? t("title")}
            </Radix.Title>
            <Radix.Close asChild>
              <IconButton label={common("close")} size="sm">
                <X aria-hidden />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 space-y-4 overflow-y-auto px-5 py-4">
            {isGone ? (
              <Notice tone="info">{t("gone")}</Notice>
            ) : (
              <NotRefreshed error={error} receivedAt={known ? receivedAt : null} onRetry={reload} />
            )}
            {known && !isGone ? (
              <PersonDetails
                {...known}
                onChanged={() => {
                  reload();
                  onChanged();
                }}
              />
            ) : error ? null : (
              <Loading label={t("loading")} />
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Loading({ label }: { label: string }) {
  return (
    <div className="space-y-4">
      <p role="status" className="sr-only">
        {label}
      </p>
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-32 w-full" />
    </div>
  );
}
