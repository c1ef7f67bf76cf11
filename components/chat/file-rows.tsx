"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { FileIcon } from "./file-icon";
import type { ShownFile } from "./message-files";
import { useFileSize } from "./use-file-size";

/** Films, sound and documents of a message, each in a line with its download. */
export function FileRows({ files }: { files: readonly ShownFile[] }) {
  const t = useTranslations("chat.files");
  const toSize = useFileSize();
  return (
    <ul className="mt-1 max-w-96 space-y-1">
      {files.map(({ key, name, type, size, url }) => (
        <li
          key={key}
          className="flex h-14 items-center gap-3 rounded-lg border border-line bg-surface pr-1.5 pl-3"
        >
          <FileIcon type={type} />
          <div className="min-w-0 flex-1">
            <p className="truncate text-sm font-medium" title={name}>
              {name}
            </p>
            <p className="text-xs text-muted">{toSize(size)}</p>
          </div>
          {url === null ? null : (
            <a
              href={url}
              download={name}
              aria-label={t("download", { name })}
              className="inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-subtle hover:text-ink"
            >
              <Download aria-hidden size={18} />
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
