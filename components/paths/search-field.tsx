"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Input } from "@/components/ui/input";

const restMs = 300;

type SearchFieldProps = {
  value: string;
  onSearch: (q: string) => void;
};

/** Looks for a part of a path's name as one types, once the fingers rest; Enter does not wait. */
export function SearchField({ value, onSearch }: SearchFieldProps) {
  const t = useTranslations("paths.search");
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The address changed by other means: back, or "clear all".
  if (seen !== value) {
    setSeen(value);
    if (value !== text.trim()) setText(value);
  }
  const search = (next: string, delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(next.trim()), delayMs);
  };
  return (
    <form
      role="search"
      className="relative min-w-40 flex-1 sm:max-w-72"
      onSubmit={(event) => {
        event.preventDefault();
        search(text, 0);
      }}
    >
      <Search
        aria-hidden
        size={16}
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
      />
      <Input
        type="search"
        aria-label={t("label")}
        placeholder={t("placeholder")}
        maxLength={200}
        value={text}
        className="pl-9 md:h-9"
        onChange={(event) => {
          setText(event.target.value);
          search(event.target.value, restMs);
        }}
      />
    </form>
  );
}
