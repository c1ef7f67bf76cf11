"use client";

import { Webhook } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useRef, useState, type ReactNode } from "react";
import useSWR from "swr";
import { useAction } from "@/components/chat/use-action";
import { useProblemText } from "@/components/chat/use-problem-text";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Hook, OpenedHook } from "@/lib/hook/schema";
import {
  createHook,
  readHooks,
  removeHookPicture,
  renameHook,
  renewHook,
  revokeHook,
  setHookPicture,
  toHooksUrl,
} from "./api";
import { EditProgram } from "./edit-program";
import { ListStates } from "./list-states";
import { NameForm } from "./name-form";
import { PictureButton } from "./picture-button";
import { RoomPart } from "./room-part";
import { SecretValue } from "./secret-value";

type Asked = { what: "renew" | "revoke"; hook: Hook };

/** The incoming webhooks of a room. A new address stays in sight until it is put away. */
export function RoomHooksPart({ roomId }: { roomId: string }) {
  const t = useTranslations("programs.hooks");
  const toText = useProblemText();
  const list = useSWR(toHooksUrl(roomId), readHooks);
  const { mutate, data } = list;
  const { busy, failure, run } = useAction();
  const [opened, setOpened] = useState<OpenedHook | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const secret = useRef<HTMLDivElement>(null);

  const create = async (name: string) => {
    setOpened(await createHook(roomId, name));
    await mutate();
  };
  const confirm = async ({ what, hook }: Asked) => {
    const done = await run(async () => {
      if (what === "renew") setOpened(await renewHook(roomId, hook.id));
      else {
        await revokeHook(roomId, hook.id);
        if (opened?.hook.id === hook.id) setOpened(null);
      }
      await mutate();
    });
    if (done) setAsked(null);
  };
  const setPicture = (hook: Hook, picture: Blob) =>
    void run(async () => {
      await setHookPicture(roomId, hook.id, picture);
      await mutate();
    });

  return (
    <RoomPart
      title={t("title")}
      lead={t("lead")}
      // What was asked for says it itself.
      failure={asked === null ? failure : undefined}
    >
      {opened ? (
        <SecretValue
          key={opened.url}
          ref={secret}
          label={t("address", { name: toName(opened.hook, data?.hooks) })}
          value={opened.url}
          example={toExample(opened.url, t("exampleText"))}
          onDone={() => setOpened(null)}
        />
      ) : null}
      <ListStates
        list={list}
        itemsOf={({ hooks }) => hooks}
        icon={<Webhook aria-hidden size={18} className="shrink-0" />}
        empty={t("empty")}
      >
        {(hooks) => (
          <ul className="divide-y divide-line rounded-xl border border-line">
            {hooks.map((hook) => (
              <HookRow key={hook.id} hook={hook} onAsk={setAsked} onPicture={setPicture}>
                <EditProgram
                  program={hook}
                  onRename={(name) => renameHook(roomId, hook.id, name)}
                  onRemovePicture={() => removeHookPicture(roomId, hook.id)}
                  onChanged={() => mutate()}
                />
              </HookRow>
            ))}
          </ul>
        )}
      </ListStates>
      <NameForm
        label={t("name")}
        hint={t("nameHint")}
        submit={t("create")}
        full={t("full")}
        onSubmit={create}
      />
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => (open ? undefined : setAsked(null))}
        onClosed={() => secret.current?.focus()}
        title={asked ? t(`${asked.what}Title`, { name: asked.hook.name }) : ""}
        description={asked ? t(`${asked.what}Text`) : ""}
        confirmLabel={asked ? t(asked.what) : ""}
        busy={busy}
        onConfirm={() => (asked ? void confirm(asked) : undefined)}
      >
        {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
      </AlertDialog>
    </RoomPart>
  );
}

/** It may have been renamed since. */
function toName({ id, name }: Hook, hooks: Hook[] = []): string {
  return hooks.find((hook) => hook.id === id)?.name ?? name;
}

type HookRowProps = {
  hook: Hook;
  onAsk: (asked: Asked) => void;
  onPicture: (hook: Hook, picture: Blob) => void;
  /** What else can be done with it, before the rest. */
  children: ReactNode;
};

function HookRow({ hook, onAsk, onPicture, children }: HookRowProps) {
  const t = useTranslations("programs.hooks");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { name, createdByName, createdAt, lastUsedAt } = hook;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2.5">
      <PictureButton program={hook} onChoose={(picture) => onPicture(hook, picture)} />
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-sm font-medium break-words">{name}</p>
        <p className="text-xs text-muted">
          {createdByName === ""
            ? t("madeByNobody", { date: format.dateTime(createdAt, { dateStyle: "medium" }) })
            : t("made", {
                date: format.dateTime(createdAt, { dateStyle: "medium" }),
                name: createdByName,
              })}
        </p>
        <p className="text-xs text-muted">
          {lastUsedAt === null
            ? t("neverUsed")
            : t("lastUsed", {
                when: format.relativeTime(Math.min(lastUsedAt, now.getTime()), now),
              })}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {children}
        <Button
          size="sm"
          aria-label={t("renewNamed", { name })}
          onClick={() => onAsk({ what: "renew", hook })}
        >
          {t("renew")}
        </Button>
        <Button
          size="sm"
          aria-label={t("revokeNamed", { name })}
          onClick={() => onAsk({ what: "revoke", hook })}
        >
          {t("revoke")}
        </Button>
      </div>
    </li>
  );
}

function toExample(url: string, text: string): string {
  const body = JSON.stringify({ text });
  return `curl -X POST -H 'Content-Type: application/json' -d '${body}' ${url}`;
}
