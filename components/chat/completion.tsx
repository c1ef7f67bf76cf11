"use client";

import { useEffect, useState, type ComponentType, type RefObject } from "react";
import type { Message } from "@/lib/chat/schema";
import type { MentionText, PlacedMention } from "@/lib/client/mention-text";

export type CompletionProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  /** What stands in the field. */
  content: MentionText;
  roomId: string;
  /** Says who spoke last. */
  messages: readonly Message[];
  onMention: (mention: PlacedMention) => void;
};

let loaded: ComponentType<CompletionProps> | null = null;
const load = async () => (loaded = (await import("./suggestions")).Suggestions);
const ignore = () => undefined;

/** Completes `@name` and `:emoji` in a field. The code comes with the first of these marks; without it one types on. */
export function Completion(props: CompletionProps) {
  const [Suggestions, setSuggestions] = useState(() => loaded);
  const wanted = /[@:：]/u.test(props.content.text);
  useEffect(() => {
    if (!wanted || Suggestions) return;
    let mounted = true;
    load().then((component) => mounted && setSuggestions(() => component), ignore);
    return () => {
      mounted = false;
    };
  }, [wanted, Suggestions]);
  return wanted && Suggestions ? <Suggestions {...props} /> : null;
}
