"use client";

import { useRef, useState } from "react";

type Action = {
  busy: boolean;
  /** What went wrong the last time; undefined while nothing did. */
  failure: unknown;
  /** Runs it unless it is running; resolves to whether it succeeded. */
  run: (work: () => Promise<void>) => Promise<boolean>;
};

/** One thing that a press of a button does on the server: never twice at once, its failure kept for showing. */
export function useAction(): Action {
  const running = useRef(false);
  const [state, setState] = useState<{ busy: boolean; failure: unknown }>({
    busy: false,
    failure: undefined,
  });
  const run = async (work: () => Promise<void>) => {
    if (running.current) return false;
    running.current = true;
    setState({ busy: true, failure: undefined });
    try {
      await work();
      setState({ busy: false, failure: undefined });
      return true;
    } catch (failure) {
      setState({ busy: false, failure });
      return false;
    } finally {
      running.current = false;
    }
  };
  return { ...state, run };
}
