import { clsx } from "clsx";
import { AudioLines, FileText, Film } from "lucide-react";

/** Says at a glance what kind of file it is. */
export function FileIcon({ type, className }: { type: string; className?: string }) {
  const Icon = type.startsWith("video/") ? Film : type.startsWith("audio/") ? AudioLines : FileText;
  return <Icon aria-hidden size={22} className={clsx("shrink-0 text-muted", className)} />;
}
