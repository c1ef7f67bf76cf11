"use client";

import { useTranslations } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";
import { useInstall, watchInstall } from "@/components/offline/install";
import { Button } from "@/components/ui/button";
import { Section } from "./section";

const never = () => () => undefined;

/** iPhones and iPads install from a menu of the browser's own and tell pages nothing; iPads call themselves Macs. */
function isUninstalledOnIos(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  const isIos =
    /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes("Macintosh") && maxTouchPoints > 1);
  return isIos && !matchMedia("(display-mode: standalone)").matches;
}

/** How Plaza becomes an app of its own, where that is possible and has not been done. */
export function InstallSection() {
  const t = useTranslations("settings.install");
  const install = useInstall();
  const onIos = useSyncExternalStore(never, isUninstalledOnIos, () => false);
  useEffect(watchInstall, []);
  if (!install && !onIos) return null;
  return (
    <Section title={t("title")} lead={t("lead")}>
      {install ? <Button onClick={install}>{t("install")}</Button> : <p>{t("ios")}</p>}
    </Section>
  );
}
