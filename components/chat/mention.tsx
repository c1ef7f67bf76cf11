"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { useMe } from "./me";
import { useName } from "./use-name";

/** Somebody who is named in a message. */
export function Mention({ userId }: { userId: string }) {
  return (
    <bdi
      className={
        userId === useMe().id
          ? "rounded bg-warn-soft px-0.5 font-semibold text-ink"
          : "rounded bg-accent-soft px-0.5 font-medium text-accent-strong"
      }
    >
      <AtName userId={userId} />
    </bdi>
  );
}

/** Code as it was written: who is named in it has a name there as well, and nothing else of it is markup. */
export function CodeText({ text }: { text: string }) {
  // Every other piece is what the parentheses hold.
  return text
    .split(/<@([A-Za-z0-9_-]{1,32})>/u)
    .map((piece, index) => (
      <Fragment key={index}>{index % 2 === 0 ? piece : <AtName userId={piece} />}</Fragment>
    ));
}

function AtName({ userId }: { userId: string }) {
  const t = useTranslations("compose.mention");
  const me = useMe();
  const found = useName(userId);
  return `@${userId === me.id ? me.name : found === undefined ? "…" : (found ?? t("former"))}`;
}
