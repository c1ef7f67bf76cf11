"use client";

import {
  cloneElement,
  useState,
  type ComponentProps,
  type ComponentType,
  type ReactElement,
} from "react";
import { OnDemand } from "./on-demand";

export type MenuPanelProps = { trigger: ReactElement };

type MenuOnDemandProps<P extends object> = {
  /** The button that opens it. */
  trigger: ReactElement<ComponentProps<"button">>;
  popup: "menu" | "dialog";
  /** Fetches the panel: it draws `trigger` itself and starts open. */
  load: () => Promise<ComponentType<P & MenuPanelProps>>;
  /** What the panel takes besides. */
  panelProps: P;
};

/** A menu or popover whose code comes with the first press; pointing at the button already fetches it. */
export function MenuOnDemand<P extends object>(props: MenuOnDemandProps<P>) {
  const { trigger, popup, load, panelProps } = props;
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
    <OnDemand load={load} fallback={closed} onFailure={() => setWanted(false)}>
      {(Panel) => <Panel {...panelProps} trigger={trigger} />}
    </OnDemand>
  );
}
