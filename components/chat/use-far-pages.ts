"use client";

import { useCallback, useState } from "react";
import type { RoomSync, RoomView } from "@/lib/sync/types";

type FarPages = {
  earlierFailed: boolean;
  laterFailed: boolean;
  /** A press. */
  loadEarlier: () => void;
  loadLater: () => void;
  /** An end came near: tries unless the last try failed, as scrolling would knock many times a second. */
  onNearStart: () => void;
  onNearEnd: () => void;
};

/** Loads what lies beyond the ends of the list. */
export function useFarPages(sync: RoomSync, view: RoomView): FarPages {
  const { hasEarlier, loadingEarlier, hasLater, loadingLater } = view;
  const [earlierFailed, setEarlierFailed] = useState(false);
  const [laterFailed, setLaterFailed] = useState(false);
  const loadEarlier = useCallback(() => {
    if (!hasEarlier || loadingEarlier) return;
    sync.loadEarlier().then(
      () => setEarlierFailed(false),
      () => setEarlierFailed(true),
    );
  }, [hasEarlier, loadingEarlier, sync]);
  const loadLater = useCallback(() => {
    if (!hasLater || loadingLater) return;
    sync.loadLater().then(
      () => setLaterFailed(false),
      () => setLaterFailed(true),
    );
  }, [hasLater, loadingLater, sync]);
  const onNearStart = useCallback(() => {
    if (!earlierFailed) loadEarlier();
  }, [earlierFailed, loadEarlier]);
  const onNearEnd = useCallback(() => {
    if (!laterFailed) loadLater();
  }, [laterFailed, loadLater]);
  return { earlierFailed, laterFailed, loadEarlier, loadLater, onNearStart, onNearEnd };
}
