"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { useToast } from "@/components/ui/toast";
import { limits } from "@/lib/chat/schema";
import type { FileUpload } from "@/lib/client/file-upload";
import { useMe } from "./me";

export type Uploads = {
  list: readonly FileUpload[];
  /** Starts to upload them; what is over the limit of a message is left out, with a notice. */
  add: (files: readonly File[]) => void;
  remove: (upload: FileUpload) => void;
  /** Hands them to a message, and begins anew. */
  take: () => readonly FileUpload[];
};

/** The files that wait in the composer for their message. Mount once per room. */
export function useUploads(): Uploads {
  const t = useTranslations("chat.files");
  const common = useTranslations("common");
  const toast = useToast();
  const me = useMe();
  const current = useRef<readonly FileUpload[]>([]);
  const [list, setList] = useState<readonly FileUpload[]>([]);
  const change = useCallback((next: readonly FileUpload[]) => {
    current.current = next;
    setList(next);
  }, []);
  useEffect(() => () => current.current.forEach((upload) => upload.discard()), []);

  const add = async (files: readonly File[]) => {
    try {
      const { createFileUpload } = await import("@/lib/client/file-upload");
      const free = limits.attachments - current.current.length;
      const fresh = files.slice(0, free).map((file) => createFileUpload(file, me.id));
      change([...current.current, ...fresh]);
      if (files.length > free) {
        toast({ text: t("tooMany", { count: limits.attachments }), tone: "danger" });
      }
    } catch {
      // The code for it could not be fetched.
      toast({ text: common("networkProblem"), tone: "danger" });
    }
  };

  return {
    list,
    add: (files) => void add(files),
    remove: (upload) => {
      upload.discard();
      change(current.current.filter((other) => other !== upload));
    },
    take: () => {
      const taken = current.current;
      change([]);
      return taken;
    },
  };
}
