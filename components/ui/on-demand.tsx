"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type ComponentType, type ReactNode } from "react";
import { useToast } from "./toast";

type OnDemandProps<P> = {
  /** Fetches the component's code; a constant, so that it is fetched once. */
  load: () => Promise<ComponentType<P>>;
  children: (Part: ComponentType<P>) => ReactNode;
  /** Stands there until the code has come. */
  fallback?: ReactNode;
  /** The code could not be fetched (a notice says so): give up what it was wanted for. */
  onFailure: () => void;
};

/** A part of the page whose code is fetched when it is first shown. Without a network it does not take the page down. */
export function OnDemand<P>({ load, children, fallback = null, onFailure }: OnDemandProps<P>) {
  const t = useTranslations("common");
  const toast = useToast();
  const [part, setPart] = useState<{ Part: ComponentType<P> } | null>(null);
  const fail = useRef(() => undefined as void);
  useEffect(() => {
    fail.current = () => {
      toast({ text: t("networkProblem"), tone: "danger" });
      onFailure();
    };
  });
  useEffect(() => {
    let wanted = true;
    load().then(
      (Part) => wanted && setPart({ Part }),
      () => wanted && fail.current(),
    );
    return () => {
      wanted = false;
    };
  }, [load]);
  return part ? children(part.Part) : fallback;
}
