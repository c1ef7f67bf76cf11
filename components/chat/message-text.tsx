import { linkify } from "@/lib/client/linkify";

/** A message's text: line breaks kept, http(s) addresses as links, never HTML. */
export function MessageText({ text }: { text: string }) {
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
    </p>
  );
}
