"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";
import { areBareKeysOn, setBareKeys, shortcuts, type ShortcutName } from "@/lib/client/shortcuts";
import { KeyCaps } from "./key-caps";

const groups = ["find", "rooms", "messages", "writing"] as const;
const names = Object.keys(shortcuts).filter((name): name is ShortcutName => name in shortcuts);

/** All keys of the chat, from the list that they work by. */
export function KeyboardMap(props: { onClose: () => void; onClosed: () => void }) {
  const t = useTranslations("find.keys");
  const [bareKeys, setBare] = useState(areBareKeysOn);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : props.onClose())}
      onClosed={props.onClosed}
      title={t("title")}
    >
      <div className="space-y-5 pb-3">
        {groups.map((group) => (
          <section key={group} aria-label={t(`groups.${group}`)}>
            <h3 className="pb-1 text-xs font-medium text-muted">{t(`groups.${group}`)}</h3>
            <dl className="divide-y divide-line">
              {names
                .filter((name) => shortcuts[name].group === group)
                .map((name) => (
                  <div key={name} className="flex min-h-9 items-center gap-4 py-1.5">
                    <dt className="min-w-0 flex-1 text-sm">{t(`names.${name}`)}</dt>
                    <dd>
                      <KeyCaps name={name} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <div>
          <Switch
            checked={bareKeys}
            onChange={(on) => {
              setBare(on);
              setBareKeys(on);
            }}
          >
            {t("bare")}
          </Switch>
          <p className="px-1.5 text-sm text-muted">{t("bareHint")}</p>
        </div>
      </div>
    </Dialog>
  );
}
