"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Message } from "@/lib/chat/schema";

/** What somebody is in the community, if anything. */
export function AuthorBadge({ badge }: { badge: Message["authorBadge"] }) {
  const t = useTranslations("chat.messages.badge");
  return badge === null ? null : <Badge tone="accent">{t(badge)}</Badge>;
}
