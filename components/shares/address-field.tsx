"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { useDebounced } from "@/components/chat/use-debounced";
import { TextField } from "@/components/ui/text-field";
import { isStillTyping, judgeAddress } from "@/lib/client/share-draft";

/** What is typed must stand still for so long before the picture is fetched. */
const settleMs = 600;

type AddressFieldProps = {
  label: string;
  hint: string;
  value: string;
  required?: boolean;
  /** Shown once the value has been left, or can no longer become right by typing on. */
  error: string | undefined;
  onChange: (value: string) => void;
};

/** The address of a picture elsewhere, with the picture below it as soon as it can be seen. */
export function AddressField(props: AddressFieldProps) {
  const { label, hint, value, required, error, onChange } = props;
  const [left, setLeft] = useState(false);
  const isEarly = value !== "" && !left && isStillTyping(value);
  const settled = useDebounced(value.trim(), settleMs);
  const shown = settled === value.trim() && settled !== "" && judgeAddress(settled) === null;
  return (
    <div className="min-w-0 space-y-2">
      <TextField
        label={label}
        hint={hint}
        error={isEarly ? undefined : error}
        type="url"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="https://"
        required={required}
        value={value}
        onChange={(value) => {
          setLeft(false);
          onChange(value);
        }}
        onBlur={() => setLeft(true)}
      />
      {shown ? <RemotePreview key={settled} url={settled} /> : null}
    </div>
  );
}

function RemotePreview({ url }: { url: string }): ReactNode {
  const t = useTranslations("shares.new");
  const [broken, setBroken] = useState(false);
  if (broken) return <p className="text-sm text-warn">{t("previewFailed")}</p>;
  return (
    <img
      src={url}
      alt={t("previewRemote")}
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      className="aspect-[4/3] w-full rounded-xl border border-line bg-subtle object-contain"
    />
  );
}
