"use client";

import { useSyncExternalStore } from "react";
import type { FileUpload, UploadState } from "@/lib/client/file-upload";

/** How far an upload is. */
export function useUploadState(upload: FileUpload): UploadState {
  return useSyncExternalStore(upload.subscribe, upload.getState, upload.getState);
}
