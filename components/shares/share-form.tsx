"use client";

import { ArrowLeftRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useUnsentGuard } from "@/components/chat/use-unsent-guard";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import { isTouched } from "@/lib/client/share-draft";
import { AddressField } from "./address-field";
import { DetailsFields } from "./details-fields";
import { PicturePair } from "./picture-pair";
import { Segments } from "./segments";
import { SendProgress } from "./send-progress";
import { useFileIntake } from "./use-file-intake";
import { useOnline } from "./use-online";
import type { Sending } from "./use-sending";
import { useShareForm } from "./use-share-form";

/** The first field that something is wrong with, or the button that sends. */
const stopSelector = "[aria-invalid=true], [data-invalid], [data-submit]";

/** What a share is made of. Everything entered stays until it is a share, whatever fails on the way. */
export function ShareForm({ sending, send, cancel }: Omit<Sending, "reset">) {
  const t = useTranslations("shares.new");
  const toast = useToast();
  const online = useOnline();
  const form = useShareForm(sending, send);
  const { draft, change, pictures, stops } = form;
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (stops > 0) element.current?.querySelector<HTMLElement>(stopSelector)?.focus();
  }, [stops]);
  const busy = sending.state === "sending";
  useUnsentGuard(isTouched(draft, pictures.generated !== null || pictures.original !== null));

  const place = (files: readonly File[]) => {
    const free = (["generated", "original"] as const).filter((side) => pictures[side] === null);
    change({ source: "files" });
    free.forEach((side, index) => {
      const file = files[index];
      if (file) form.put(side, file);
    });
    if (files.length > free.length) toast({ text: t("bothTaken") });
  };
  useFileIntake(busy ? null : place);

  return (
    <form
      ref={element}
      noValidate
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void form.submit();
      }}
      className="grid items-start gap-8 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]"
    >
      <fieldset disabled={busy} className="min-w-0 space-y-5 lg:sticky lg:top-6">
        <legend className="sr-only">{t("pictures")}</legend>
        <Segments
          legend={t("source")}
          name="source"
          value={draft.source}
          options={[
            { value: "files", label: t("files") },
            { value: "addresses", label: t("addresses") },
          ]}
          onChange={(source) => change({ source })}
        />
        {draft.source === "files" ? (
          <PicturePair {...form} disabled={busy} />
        ) : (
          <div className="grid gap-5 sm:grid-cols-2">
            {(["generatedUrl", "originalUrl"] as const).map((field) => (
              <AddressField
                key={field}
                label={t(`sides.${field}`)}
                hint={t(`hints.${field}`)}
                value={draft[field]}
                required={field === "generatedUrl"}
                error={form.errorOf(field)}
                onChange={(value) => change({ [field]: value })}
              />
            ))}
            <div className="sm:col-span-2">
              <Button
                size="sm"
                disabled={draft.generatedUrl === "" && draft.originalUrl === ""}
                onClick={() =>
                  change({ generatedUrl: draft.originalUrl, originalUrl: draft.generatedUrl })
                }
              >
                <ArrowLeftRight aria-hidden size={16} />
                {t("swap")}
              </Button>
            </div>
          </div>
        )}
      </fieldset>
      <div className="min-w-0 space-y-5">
        <fieldset disabled={busy} className="min-w-0 space-y-5">
          <legend className="sr-only">{t("details")}</legend>
          <DetailsFields draft={draft} errorOf={form.errorOf} onChange={change} />
        </fieldset>
        {online ? null : <Notice tone="info">{t("offline")}</Notice>}
        {form.failure ? <FailureNotice failure={form.failure} /> : null}
        {busy ? (
          <SendProgress part={sending.part} onCancel={cancel} />
        ) : (
          <Button data-submit type="submit" variant="primary" size="lg" wide>
            {form.failure ? t("again") : t("submit")}
          </Button>
        )}
        <p className="text-sm text-pretty text-muted">{t("public")}</p>
      </div>
    </form>
  );
}
