"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ResetLink } from "@/lib/auth/people/schema";
import { Failed } from "./failed";
import { createResetLink } from "./people-calls";

type ResetLinkDialogProps = {
  person: { id: string; name: string };
  onClose: () => void;
  /** A link was made, or may have been. */
  onMade: () => void;
};

/** Makes a link that sets a new password, and shows it this once. */
export function ResetLinkDialog({ person, onClose, onMade }: ResetLinkDialogProps) {
  const t = useTranslations("people.actions.reset");
  const common = useTranslations("common");
  const { busy, failure, run } = useAction();
  const [link, setLink] = useState<ResetLink | null>(null);

  const make = () =>
    void run(async () => setLink(await createResetLink(person.id))).then(() => onMade());

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name: person.name })}
      description={t("text")}
      footer={
        link ? (
          <Button onClick={onClose}>{common("close")}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{common("cancel")}</Button>
            <Button variant="primary" busy={busy} onClick={make}>
              {t("confirm")}
            </Button>
          </>
        )
      }
    >
      <Failed failure={failure} />
      {link ? <MadeLink link={link} /> : null}
    </Dialog>
  );
}

function MadeLink({ link }: { link: ResetLink }) {
  const t = useTranslations("people.actions.reset");
  const format = useFormatter();
  const field = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<"copied" | "copyFailed" | null>(null);

  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link.url);
      setOutcome("copied");
    } catch {
      // Selected already: it can be copied by hand.
      setOutcome("copyFailed");
    }
  };

  return (
    <div className="space-y-3">
      <Field
        label={t("link")}
        hint={t("until", { time: format.dateTime(link.expiresAt, { timeStyle: "short" }) })}
      >
        {(wiring) => (
          <Input
            {...wiring}
            ref={field}
            readOnly
            autoFocus
            value={link.url}
            onFocus={({ target }) => target.select()}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" onClick={() => void copy()}>
          {t("copy")}
        </Button>
        <p role="status" className="text-sm text-muted">
          {outcome ? t(outcome) : ""}
        </p>
      </div>
    </div>
  );
}
