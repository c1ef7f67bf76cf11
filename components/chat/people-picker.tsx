"use client";

import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { AuthorBadge } from "./author-badge";
import { useMe } from "./me";
import type { FoundPerson } from "./room-api";
import { usePeople } from "./use-people";
import { useProblemText } from "./use-problem-text";

type PeoplePickerProps = {
  label: string;
  error?: string | undefined;
  chosen: readonly FoundPerson[];
  onChange: (chosen: FoundPerson[]) => void;
  /** One person at most: choosing another replaces the first. */
  single?: boolean;
};

/** Finds people by name and gathers those that are chosen. */
export function PeoplePicker({ label, error, chosen, onChange, single }: PeoplePickerProps) {
  const t = useTranslations("chat.people");
  const toText = useProblemText();
  const me = useMe();
  const [query, setQuery] = useState("");
  const { people, searching, error: failure } = usePeople(query);
  const found = people?.filter(({ id }) => id !== me.id);
  const isChosen = (id: string) => chosen.some((person) => person.id === id);
  const toggle = (person: FoundPerson) => {
    if (isChosen(person.id)) onChange(chosen.filter(({ id }) => id !== person.id));
    else onChange(single ? [person] : [...chosen, person]);
  };

  return (
    <div className="space-y-2">
      {chosen.length > 0 ? (
        <ul aria-label={t("chosen")} className="flex flex-wrap gap-1.5">
          {chosen.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                aria-label={t("remove", { name: person.name })}
                onClick={() => toggle(person)}
                className="flex h-10 items-center gap-1.5 rounded-lg bg-accent-soft pr-2 pl-1.5 text-sm font-medium text-accent-strong md:h-8"
              >
                <Avatar name={person.name} image={person.image} colorKey={person.id} size="xs" />
                {person.name}
                <X aria-hidden size={14} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <Field label={label} hint={query === "" ? t("hint") : undefined} error={error}>
        {(wiring) => (
          <Input
            {...wiring}
            type="search"
            autoComplete="off"
            maxLength={60}
            placeholder={t("search")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            // Enter belongs to the search, not to the form around it.
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          />
        )}
      </Field>
      <p role="status" className="text-sm text-muted">
        {searching ? (
          <span className="flex items-center gap-2">
            <Spinner size={14} />
            {t("searching")}
          </span>
        ) : failure !== undefined && query !== "" ? (
          <span className="text-danger">{toText(failure)}</span>
        ) : found?.length === 0 ? (
          t("none")
        ) : found ? (
          <span className="sr-only">{t("count", { count: found.length })}</span>
        ) : null}
      </p>
      {found && found.length > 0 ? (
        <ul aria-label={t("results")} className="max-h-56 overflow-y-auto">
          {found.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                aria-pressed={isChosen(person.id)}
                onClick={() => toggle(person)}
                className="flex min-h-11 w-full items-center gap-3 rounded-lg px-2 text-left hover:bg-subtle aria-pressed:bg-accent-soft"
              >
                <Avatar name={person.name} image={person.image} colorKey={person.id} size="sm" />
                <span className="min-w-0 flex-1 truncate text-sm">{person.name}</span>
                <AuthorBadge badge={person.badge} />
                {isChosen(person.id) ? (
                  <Check aria-hidden size={16} className="text-accent" />
                ) : null}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
