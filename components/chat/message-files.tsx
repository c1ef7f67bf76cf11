"use client";

import { useRef, useState } from "react";
import { OnDemand } from "@/components/ui/on-demand";
import { FileRows } from "./file-rows";
import { ImageGrid } from "./image-grid";

/** A file as a message shows it, sent or not. `url: null`: it is not there yet. */
export type ShownFile = {
  key: string;
  name: string;
  type: string;
  size: number;
  width: number | null;
  height: number | null;
  url: string | null;
  /** Shown instead of it while this page has it in memory. */
  previewUrl: string | null;
};

const loadViewer = async () => (await import("./image-viewer")).ImageViewer;

/** The files of a message: pictures, then the rest. */
export function MessageFiles({ files }: { files: readonly ShownFile[] }) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const opener = useRef<HTMLElement>(null);
  const open = (key: string, from: HTMLElement) => {
    opener.current = from;
    setOpenKey(key);
  };
  const images = files.filter(({ type }) => type.startsWith("image/"));
  const others = files.filter(({ type }) => !type.startsWith("image/"));
  return (
    <>
      {images.length > 0 ? <ImageGrid images={images} onOpen={open} /> : null}
      {others.length > 0 ? <FileRows files={others} /> : null}
      {openKey === null ? null : (
        <OnDemand load={loadViewer} onFailure={() => setOpenKey(null)}>
          {(ImageViewer) => (
            <ImageViewer
              images={images}
              startKey={openKey}
              onClose={() => setOpenKey(null)}
              onClosed={() => opener.current?.focus({ preventScroll: true })}
            />
          )}
        </OnDemand>
      )}
    </>
  );
}
