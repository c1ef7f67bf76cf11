"use client";

import { useLayoutEffect, useState } from "react";
import type { MessageRow } from "@/lib/client/message-rows";
import { stepTowards, type RowStep } from "@/lib/client/row-steps";

type ShownRows = Pick<RowStep, "rows" | "shift"> & {
  /** Goes up when another part of the room is shown: nothing that was measured holds any more. */
  part: number;
};

/** The rows as the list can take them: a change at both ends is shown in two steps, before anything is painted. */
export function useShownRows(wanted: readonly MessageRow[]): ShownRows {
  const [state, setState] = useState({ wanted, rows: wanted, shift: false, part: 0 });
  if (state.wanted !== wanted) setState(toNext(state, wanted));
  useLayoutEffect(() => {
    // The second step of two, which only the drawn first one makes possible.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    if (state.rows !== state.wanted) setState((old) => toNext(old, old.wanted));
  }, [state]);
  return state;
}

type State = ShownRows & { wanted: readonly MessageRow[] };

function toNext({ rows: shown, part }: State, wanted: readonly MessageRow[]): State {
  const { rows, shift, isOther } = stepTowards(shown, wanted);
  return { wanted, rows, shift, part: isOther ? part + 1 : part };
}
