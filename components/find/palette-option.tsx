"use client";

import { clsx } from "clsx";
import { CornerDownLeft } from "lucide-react";
import { KeyCaps } from "./key-caps";
import type { Option } from "./use-palette";

type PaletteOptionProps = {
  id: string;
  index: number;
  option: Option;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
};

/** One thing to go to or to do. The field keeps the focus; this is only pointed at. */
export function PaletteOption(props: PaletteOptionProps) {
  const { option, active } = props;
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={active}
      data-index={props.index}
      onPointerMove={active ? undefined : props.onPoint}
      onClick={props.onChoose}
      className={clsx(
        "flex min-h-11 cursor-pointer items-center gap-2.5 rounded-lg px-2 text-sm [&>svg]:mx-1.5 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted",
        active && "bg-accent-soft",
      )}
    >
      {option.icon}
      <span className={clsx("min-w-0 flex-1 truncate", option.unread && "font-semibold")}>
        {option.label}
      </span>
      {option.note ? <span className="shrink-0 text-xs text-muted">{option.note}</span> : null}
      {option.shortcut ? (
        <span className="pointer-coarse:hidden">
          <KeyCaps name={option.shortcut} />
        </span>
      ) : null}
      {active ? <CornerDownLeft aria-hidden /> : null}
    </div>
  );
}
