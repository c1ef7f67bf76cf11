"use client";

import { Plus, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RoomSummary } from "@/lib/chat/schema";
import { toDayStart, type FindView, type SearchView } from "@/lib/client/chat-address";
import { toRoomName } from "@/lib/client/room-order";
import { useMe } from "../chat/me";
import { PeoplePicker } from "../chat/people-picker";

type SearchFiltersProps = {
  view: SearchView;
  rooms: readonly RoomSummary[];
  openRoomId: string | null;
  /** Of the first result: who the filter means, when its person was not chosen here. */
  authorName: string | undefined;
  onView: (view: FindView) => void;
  /** What was pressed may be gone: takes the focus. */
  onChanged: () => void;
};

/** Where, by whom and when: each a chip that takes itself off, or opens what sets it. */
export function SearchFilters(props: SearchFiltersProps) {
  const { view, rooms, openRoomId, authorName, onView, onChanged } = props;
  const t = useTranslations("find.filters");
  const me = useMe();
  const [open, setOpen] = useState<"room" | "person" | "date" | null>(null);
  const [chosen, setChosen] = useState({ id: me.id, name: me.name });
  const mine = rooms.filter(({ myRole }) => myRole !== null);
  const nameRoom = (id: string) => {
    const room = rooms.find((known) => known.id === id);
    return room ? toRoomName(room) : t("oneRoom");
  };
  const toggle = (which: typeof open) => setOpen(open === which ? null : which);
  const change = (next: Partial<SearchView>) => {
    setOpen(null);
    onView({ ...view, ...next });
    onChanged();
  };
  const setAuthor = (person: { id: string; name: string }) => {
    setChosen(person);
    change({ authorId: person.id });
  };

  return (
    <div role="group" aria-label={t("label")} className="space-y-2">
      <div className="flex flex-wrap gap-1.5">
        {view.roomId !== null ? (
          <Chip onRemove={() => change({ roomId: null })}>
            {t("in", { name: nameRoom(view.roomId) })}
          </Chip>
        ) : (
          <>
            {openRoomId === null ? null : (
              <Offer onPress={() => change({ roomId: openRoomId })}>
                {t("in", { name: nameRoom(openRoomId) })}
              </Offer>
            )}
            <Offer open={open === "room"} onPress={() => toggle("room")}>
              {t("room")}
            </Offer>
          </>
        )}
        {view.authorId !== null ? (
          <Chip onRemove={() => change({ authorId: null })}>
            {t("by", {
              name: chosen.id === view.authorId ? chosen.name : (authorName ?? t("onePerson")),
            })}
          </Chip>
        ) : (
          <Offer open={open === "person"} onPress={() => toggle("person")}>
            {t("person")}
          </Offer>
        )}
        {view.from !== null || view.to !== null ? (
          <Chip onRemove={() => change({ from: null, to: null })}>
            <Days from={view.from} to={view.to} />
          </Chip>
        ) : null}
        <Offer open={open === "date"} onPress={() => toggle("date")}>
          {t("date")}
        </Offer>
      </div>
      {open === "room" ? (
        <Field label={t("whichRoom")}>
          {(wiring) => (
            <Select
              {...wiring}
              value=""
              onChange={(event) => change({ roomId: event.target.value })}
            >
              <option value="" disabled>
                {t("choose")}
              </option>
              {mine.map((room) => (
                <option key={room.id} value={room.id}>
                  {toRoomName(room)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      {open === "person" ? (
        <div className="space-y-2">
          <Offer onPress={() => setAuthor({ id: me.id, name: me.name })}>{t("mine")}</Offer>
          <PeoplePicker
            label={t("whichPerson")}
            single
            chosen={[]}
            onChange={([person]) => person && setAuthor(person)}
          />
        </div>
      ) : null}
      {open === "date" ? (
        <div className="grid grid-cols-2 gap-2">
          <Field label={t("from")}>
            {(wiring) => (
              <Input
                {...wiring}
                type="date"
                max={view.to ?? undefined}
                value={view.from ?? ""}
                onChange={(event) => onView({ ...view, from: event.target.value || null })}
              />
            )}
          </Field>
          <Field label={t("to")}>
            {(wiring) => (
              <Input
                {...wiring}
                type="date"
                min={view.from ?? undefined}
                value={view.to ?? ""}
                onChange={(event) => onView({ ...view, to: event.target.value || null })}
              />
            )}
          </Field>
        </div>
      ) : null}
    </div>
  );
}

function Days({ from, to }: { from: string | null; to: string | null }) {
  const t = useTranslations("find.filters");
  const format = useFormatter();
  const name = (day: string) => format.dateTime(toDayStart(day), { dateStyle: "medium" });
  if (from !== null && to !== null) return t("between", { from: name(from), to: name(to) });
  if (from !== null) return t("since", { from: name(from) });
  return to === null ? null : t("until", { to: name(to) });
}

const chipLook =
  "inline-flex h-10 max-w-full items-center gap-1.5 rounded-lg px-2.5 text-sm transition-colors md:h-8";

function Chip({ onRemove, children }: { onRemove: () => void; children: ReactNode }) {
  const t = useTranslations("find.filters");
  return (
    <button
      type="button"
      onClick={onRemove}
      className={`${chipLook} bg-accent-soft font-medium text-accent-strong`}
    >
      <span className="sr-only">{t("remove")} </span>
      <span className="min-w-0 truncate">{children}</span>
      <X aria-hidden size={14} className="shrink-0" />
    </button>
  );
}

type OfferProps = {
  /** Given where it opens something. */
  open?: boolean;
  onPress: () => void;
  children: ReactNode;
};

function Offer({ open, onPress, children }: OfferProps) {
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onPress}
      className={`${chipLook} border border-line-strong text-muted hover:bg-subtle hover:text-ink`}
    >
      <Plus aria-hidden size={14} className="shrink-0" />
      <span className="min-w-0 truncate">{children}</span>
    </button>
  );
}
