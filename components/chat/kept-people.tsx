"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useId } from "react";
import useSWR from "swr";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { fetchKept, liftBan, unmuteMember } from "./moderation-api";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type KeptPeopleProps = {
  roomId: string;
  /** Goes up when somebody was muted or banned. */
  changes: number;
  onLifted: () => void;
};

/** Who is muted in the room or banned from it, each with the way back; nothing while nobody is. */
export function KeptPeople({ roomId, changes, onLifted }: KeptPeopleProps) {
  const t = useTranslations("moderation.kept");
  const format = useFormatter();
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const { data, error, mutate } = useSWR(["kept", roomId, changes], () => fetchKept(roomId), {
    keepPreviousData: true,
  });
  const undo = (work: () => Promise<void>) =>
    void run(async () => {
      await work();
      await mutate();
      onLifted();
    });
  const toUntil = (until: number | null) =>
    until === null
      ? t("forGood")
      : t("until", { time: format.dateTime(until, { dateStyle: "medium", timeStyle: "short" }) });
  if (!data) return error === undefined ? null : <Notice tone="danger">{t("loadFailed")}</Notice>;
  return (
    <>
      <List title={t("muted")} people={data.mutes} toUntil={toUntil}>
        {({ userId, name }) => (
          <Button
            size="sm"
            aria-label={t("unmuteName", { name })}
            onClick={() => (busy ? undefined : undo(() => unmuteMember(roomId, userId)))}
          >
            {t("unmute")}
          </Button>
        )}
      </List>
      <List title={t("banned")} people={data.bans} toUntil={toUntil}>
        {({ userId, name }) => (
          <Button
            size="sm"
            aria-label={t("liftName", { name })}
            onClick={() => (busy ? undefined : undo(() => liftBan(roomId, userId)))}
          >
            {t("lift")}
          </Button>
        )}
      </List>
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
    </>
  );
}

type Kept = {
  userId: string;
  name: string;
  image: string | null;
  reason: string;
  until: number | null;
};

type ListProps = {
  title: string;
  people: Kept[];
  toUntil: (until: number | null) => string;
  children: (person: Kept) => React.ReactNode;
};

function List({ title, people, toUntil, children }: ListProps) {
  const id = useId();
  if (people.length === 0) return null;
  return (
    <section aria-labelledby={id} className="border-t border-line py-3">
      <h3 id={id} className="pb-1 text-sm font-medium">
        {title}
      </h3>
      <ul>
        {people.map((person) => (
          <li key={person.userId} className="flex min-h-12 items-center gap-3 py-1">
            <Avatar name={person.name} image={person.image} colorKey={person.userId} size="sm" />
            <span className="min-w-0 flex-1 text-sm">
              <span className="block truncate font-medium">{person.name}</span>
              <span className="block text-xs break-words text-muted">
                {[toUntil(person.until), person.reason].filter(Boolean).join(" · ")}
              </span>
            </span>
            {children(person)}
          </li>
        ))}
      </ul>
    </section>
  );
}
