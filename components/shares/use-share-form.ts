"use client";

import { useState } from "react";
import {
  emptyDraft,
  findDraftFaults,
  type DraftField,
  type ShareDraft,
} from "@/lib/client/share-draft";
import { toRefusedFields, useFaultTexts } from "./use-fault-texts";
import { usePictures } from "./use-pictures";
import type { Sending, SendingState } from "./use-sending";

/** What was sent last: a refused field that was changed since is no longer meant. */
type SentValues = Partial<Record<DraftField, unknown>>;

/** The state of the form: what is entered, what is wrong with it, and how it is sent. */
export function useShareForm(sending: SendingState, send: Sending["send"]) {
  const [draft, setDraft] = useState<ShareDraft>(emptyDraft);
  const chosen = usePictures();
  const { pictures } = chosen;
  const texts = useFaultTexts();
  /** Only then is something missing; before, it is not there yet. */
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState<SentValues>({});
  /** Raised whenever sending did not work: what is wrong gets the focus, or else the button. */
  const [stops, setStops] = useState(0);

  const failure = sending.state === "failed" ? sending.failure : null;
  const faults = findDraftFaults(draft, pictures.generated !== null);
  const refused = toRefusedFields(failure);

  const valueOf = (field: DraftField) =>
    field === "generated" || field === "original" ? (pictures[field]?.file ?? null) : draft[field];

  const errorOf = (field: DraftField): string | undefined => {
    if (field === "generated" || field === "original") {
      const fault = pictures[field]?.fault;
      if (fault) return texts.ofPicture(fault);
    }
    const fault = faults[field];
    if (fault && (fault !== "missing" || tried)) return texts.ofField(field, fault);
    const isMeant = refused.includes(field) && sent[field] === valueOf(field);
    return isMeant ? texts.ofRefusal(field, failure) : undefined;
  };

  const submit = async () => {
    setTried(true);
    const hasBrokenPicture =
      draft.source === "files" && Boolean(pictures.generated?.fault ?? pictures.original?.fault);
    if (Object.keys(faults).length > 0 || hasBrokenPicture) return setStops((count) => count + 1);
    const files = {
      generated: pictures.generated?.file ?? null,
      original: pictures.original?.file ?? null,
    };
    setSent({ ...draft, ...files });
    await send(draft, files);
    setStops((count) => count + 1);
  };

  return {
    stops,
    draft,
    change: (change: Partial<ShareDraft>) => setDraft((old) => ({ ...old, ...change })),
    ...chosen,
    errorOf,
    /** What no field says. */
    failure: refused.length > 0 ? null : failure,
    submit,
  };
}
