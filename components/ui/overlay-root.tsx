"use client";

import { useTranslations } from "next-intl";

const id = "plaza-overlays";

/** Where open menus are drawn: a landmark of its own, so that no part of the page lies outside of all landmarks. */
export function OverlayRoot() {
  const t = useTranslations("common");
  return <section id={id} aria-label={t("overlays")} />;
}

/** For a portal; the document's body where no `OverlayRoot` is mounted. On the server nothing is open. */
export function findOverlayRoot(): HTMLElement | null {
  return typeof document === "undefined" ? null : document.getElementById(id);
}
