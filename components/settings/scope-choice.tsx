"use client";

import { useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";
import type { TokenScope } from "@/lib/token/schema";

type ScopeChoiceProps = {
  offered: readonly TokenScope[];
  value: readonly TokenScope[];
  error?: ReactNode;
  onChange: (value: ReadonlySet<TokenScope>) => void;
};

/** What a token may do, each in plain words. */
export function ScopeChoice({ offered, value, error, onChange }: ScopeChoiceProps) {
  const t = useTranslations("settings.tokens");
  const id = useId();
  const toggle = (scope: TokenScope) => {
    const chosen = new Set(value);
    if (!chosen.delete(scope)) chosen.add(scope);
    onChange(chosen);
  };
  return (
    <fieldset className="space-y-1.5" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="text-sm font-medium">{t("scopesLabel")}</legend>
      <div className="grid gap-2 pt-1.5">
        {offered.map((scope) => (
          <label
            key={scope}
            className="flex cursor-pointer items-start gap-3 rounded-lg border border-line px-3 py-2.5 transition-colors hover:bg-subtle has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="checkbox"
              checked={value.includes(scope)}
              onChange={() => toggle(scope)}
              className="mt-0.5 size-4.5 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block text-sm font-medium">{t(`scopes.${scope}.label`)}</span>
              <span className="block text-sm text-muted">{t(`scopes.${scope}.hint`)}</span>
            </span>
          </label>
        ))}
      </div>
      <div aria-live="polite">
        {error ? (
          <p id={`${id}-error`} className="text-sm text-danger">
            {error}
          </p>
        ) : null}
      </div>
    </fieldset>
  );
}
