"use client";

import { useEffect, useRef } from "react";
import { areBareKeysOn, isApple, isShortcut, type ShortcutName } from "@/lib/client/shortcuts";

type Acts = Partial<Record<ShortcutName, () => void>>;

/** Where keys are text, or choose something in what is open. */
const busyPlaces =
  "input, textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=grid]";
/** What must be answered first. */
const modal = "[role=dialog][data-state=open], [role=alertdialog][data-state=open]";
const bare: ReadonlySet<ShortcutName> = new Set(["keys", "composer", "back"]);

/** Does what the keys say, wherever the focus is. A press that something nearer to the focus took is left alone. */
export function useShortcuts(acts: Acts): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const name = findShortcut(event, latest.current);
      if (name === undefined) return;
      event.preventDefault();
      latest.current[name]?.();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function findShortcut(event: KeyboardEvent, acts: Acts): ShortcutName | undefined {
  const names = Object.keys(acts).filter((name): name is ShortcutName => name in acts);
  const apple = isApple();
  const name = names.find((candidate) => isShortcut(event, candidate, apple));
  if (name === undefined || document.querySelector(modal) !== null) return undefined;
  if (!bare.has(name)) return name;
  if (event.target instanceof Element && event.target.closest(busyPlaces)) return undefined;
  return name === "back" || areBareKeysOn() ? name : undefined;
}
