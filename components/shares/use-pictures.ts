"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { checkPicture, type PictureFault } from "@/lib/client/check-picture";
import type { ShareSide } from "@/lib/share/schema";

export type ChosenPicture = {
  file: File;
  /** An object URL for the preview. */
  url: string;
  /** Undefined while it is being looked at. */
  fault: PictureFault | null | undefined;
};

type ChosenPictures = Record<ShareSide, ChosenPicture | null>;

export type Pictures = {
  pictures: ChosenPictures;
  put: (side: ShareSide, file: File) => void;
  /** Notes that the browser cannot draw it. */
  markBroken: (side: ShareSide) => void;
  remove: (side: ShareSide) => void;
  swap: () => void;
  clear: () => void;
};

const none: ChosenPictures = { generated: null, original: null };

/** The two pictures of a share that is being made. Previews give their memory free when they are no longer shown. */
export function usePictures(): Pictures {
  const [pictures, setPictures] = useState(none);
  const urls = useRef(new Set<string>());

  useEffect(() => {
    const shown = new Set(
      [pictures.generated?.url, pictures.original?.url].filter((url) => url !== undefined),
    );
    for (const url of urls.current) {
      if (shown.has(url)) continue;
      URL.revokeObjectURL(url);
      urls.current.delete(url);
    }
  }, [pictures]);
  useEffect(() => {
    const kept = urls.current;
    return () => {
      for (const url of kept) URL.revokeObjectURL(url);
    };
  }, []);

  /** What is found out about a file is told of it wherever it stands by then. */
  const note = useCallback((file: File, fault: PictureFault | null) => {
    const judged = (picture: ChosenPicture | null) =>
      picture?.file === file ? { ...picture, fault } : picture;
    setPictures(({ generated, original }) => ({
      generated: judged(generated),
      original: judged(original),
    }));
  }, []);

  const put = useCallback(
    (side: ShareSide, file: File) => {
      const url = URL.createObjectURL(file);
      urls.current.add(url);
      setPictures((old) => ({ ...old, [side]: { file, url, fault: undefined } }));
      checkPicture(file).then(
        (fault) => note(file, fault),
        () => note(file, { kind: "unreadable" }),
      );
    },
    [note],
  );

  const markBroken = useCallback((side: ShareSide) => {
    setPictures((old) => {
      const picture = old[side];
      // What is known already says more.
      if (!picture || picture.fault) return old;
      return { ...old, [side]: { ...picture, fault: { kind: "damaged" } } };
    });
  }, []);

  return {
    pictures,
    put,
    markBroken,
    remove: useCallback((side) => setPictures((old) => ({ ...old, [side]: null })), []),
    swap: useCallback(
      () =>
        setPictures(({ generated, original }) => ({ generated: original, original: generated })),
      [],
    ),
    clear: useCallback(() => setPictures(none), []),
  };
}
