"use client";

import {
  cloneElement,
  useState,
  type ComponentProps,
  type ComponentType,
  type ReactElement,
} from "react";
import { EarlyField, type TypedEarly } from "./early-field";

export type MenuPanelProps = { trigger: ReactElement; typed?: TypedEarly };

type MenuOnDemandProps<P extends object> = {
  /** The button that opens it. */
  trigger: ReactElement<ComponentProps<"button">>;
  popup: "menu" | "dialog";
  /** Fetches the panel: it draws `trigger` itself and starts open. */
  load: () => Promise<ComponentType<P & MenuPanelProps>>;
  /** What the panel's field is called, where keys that come before it shall not be lost. */
  field?: string;
  /** What the panel takes besides. */
  panelProps: P;
};

/** A menu or popover whose code comes with the first press; pointing at the button already fetches it. */
export function MenuOnDemand<P extends object>(props: MenuOnDemandProps<P>) {
  const { trigger, popup, load, panelProps, field } = props;
  const [wanted, setWanted] = useState(false);
  const prefetch = () => {
    // Only ahead of time: the press asks again and reports a failure.
    load().catch(() => undefined);
  };
  const closed = cloneElement(trigger, {
    "aria-haspopup": popup,
    "aria-expanded": false,
    onPointerEnter: prefetch,
    onFocus: prefetch,
    onClick: () => setWanted(true),
  });
  if (!wanted) return closed;
  return (
    <EarlyField
      load={load}
      // On touch screens the focus would throw up the keyboard.
      label={field !== undefined && matchMedia("(pointer: fine)").matches ? field : null}
      className="sr-only"
      beside={closed}
      onCancel={() => setWanted(false)}
    >
      {(Panel, typed) => <Panel {...panelProps} trigger={trigger} typed={typed} />}
    </EarlyField>
  );
}
