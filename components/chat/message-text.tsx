import type { ReactNode } from "react";
import { linkify } from "@/lib/client/linkify";

/** A message's text: line breaks kept, http(s) addresses as links, never HTML; `mark` stands at its end. */
export function MessageText({ text, mark }: { text: string; mark?: ReactNode }) {
  return (
    <p className="break-words whitespace-pre-wrap [overflow-wrap:anywhere]">
      {linkify(text).map((segment, index) =>
        segment.type === "link" ? (
          <a
            key={index}
            href={segment.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent-strong underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
          >
            {segment.text}
          </a>
        ) : (
          segment.text
        ),
      )}
      {mark}
    </p>
  );
}
