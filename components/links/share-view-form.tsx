"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { mutate } from "swr";
import { useMe } from "@/components/admin/me";
import { FailureNotice } from "@/components/auth/failure-notice";
import { isRefused, withoutFields } from "@/components/auth/refused-fields";
import type { useAction } from "@/components/chat/use-action";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { toLinkView } from "@/lib/dashboard/domain";
import { linkLimits, type DashboardLink, type DashboardView } from "@/lib/dashboard/schema";
import { PlazaError } from "@/lib/http/problem";
import { createLink, linksUrl } from "./link-calls";
import { useViewWords } from "./use-view-words";
import { ViewWords } from "./view-words";

type ShareViewFormProps = {
  id: string;
  view: DashboardView;
  action: ReturnType<typeof useAction>;
  onMade: (link: DashboardLink) => void;
};

type Extent = "path" | "view";

/** What the link is called, and how much of the view it shows. */
export function ShareViewForm({ id, view, action, onMade }: ShareViewFormProps) {
  const t = useTranslations("links.share");
  const me = useMe();
  const toWords = useViewWords();
  const [extent, setExtent] = useState<Extent>(view.path === null ? "view" : "path");
  const [typed, setTyped] = useState<string | null>(null);
  const [attempt, setAttempt] = useState({ of: "", clientId: "" });
  const shown = toLinkView(extent === "path" ? view : { ...view, path: null });
  const name = typed ?? toName(toWords({ ...shown, compare: false }));
  const { failure } = action;
  const isFull = failure instanceof PlazaError && failure.code === "conflict";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The same wish keeps its id: a lost answer does not leave two links behind.
    const of = JSON.stringify([name, shown]);
    const clientId = attempt.of === of ? attempt.clientId : newClientId();
    setAttempt({ of, clientId });
    void action.run(async () => {
      onMade(await createLink({ name, view: shown, clientId }, me.id));
      void mutate(linksUrl);
    });
  };

  return (
    <form id={id} onSubmit={submit} className="space-y-4">
      {isFull ? (
        <Notice tone="danger">{t("full", { count: linkLimits.live })}</Notice>
      ) : (
        <FailureNotice failure={withoutFields(failure, ["name"])} />
      )}
      {view.path === null ? null : (
        <RadioGroup<Extent>
          label={t("extent")}
          value={extent}
          onChange={setExtent}
          options={[
            { value: "path", label: t("onlyPath"), hint: t("onlyPathHint") },
            { value: "view", label: t("wholeView"), hint: t("wholeViewHint") },
          ]}
        />
      )}
      <div className="space-y-1.5">
        <p className="text-sm font-medium">{t("shows")}</p>
        <ViewWords view={shown} label={t("shows")} />
      </div>
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        error={isRefused(failure, "name") ? t("nameError") : undefined}
        name="link-name"
        autoComplete="off"
        required
        maxLength={2 * linkLimits.nameCharacters}
        value={name}
        onChange={setTyped}
      />
    </form>
  );
}

/** A name to begin with. */
function toName(words: string[]): string {
  return [...words.join(" · ")].slice(0, linkLimits.nameCharacters).join("");
}

/** 128 random bits. `crypto.randomUUID` is missing where a page came over plain HTTP. */
function newClientId(): string {
  return `link-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
}
