import { cloneElement, type ReactElement } from "react";

/**
 * A short text beside the child while it is hovered or has the keyboard's focus. Shown by the `TooltipLayer` above;
 * what it says must not be needed: an icon button carries the same words as its name.
 */
export function Tooltip({
  text,
  children,
}: {
  text: string;
  children: ReactElement<{ "data-tooltip"?: string }>;
}) {
  return cloneElement(children, { "data-tooltip": text });
}
