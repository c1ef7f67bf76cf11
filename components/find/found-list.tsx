"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { Button } from "@/components/ui/button";

type FoundListProps = {
  label: string;
  /** The message that was opened from here the last time: it has the focus when the list comes back. */
  openedMessageId: RefObject<string | null>;
  /** What is shown is about to be replaced. */
  busy: boolean;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
  children: ReactNode;
};

const linksOf = (list: Element) => [...list.querySelectorAll<HTMLElement>("a[data-found]")];

/** Found messages, walked with the arrow keys. Older ones come when its end is near, or by the button there. */
export function FoundList(props: FoundListProps) {
  const { label, openedMessageId, busy, hasMore, loadingMore, onMore, children } = props;
  const t = useTranslations("find");
  const list = useRef<HTMLOListElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(() => undefined as void);
  useEffect(() => {
    more.current = () => {
      if (hasMore && !loadingMore && !busy) onMore();
    };
  });
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && more.current(),
      { rootMargin: "0px 0px 200px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const before = linksOf(list.current ?? document.body).find(
      (link) => link.dataset.found === openedMessageId.current,
    );
    before?.focus();
  }, [openedMessageId]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || event.altKey || !list.current) return;
    const links = linksOf(list.current);
    const next = links[links.findIndex((link) => link === document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <>
      <ol
        ref={list}
        aria-label={label}
        aria-busy={busy || undefined}
        onKeyDown={onKeyDown}
        className={busy ? "opacity-60 transition-opacity" : undefined}
      >
        {children}
      </ol>
      <div ref={end} className="flex justify-center py-2">
        {hasMore ? (
          <Button size="sm" variant="ghost" busy={loadingMore} onClick={onMore}>
            {t("more")}
          </Button>
        ) : null}
      </div>
    </>
  );
}
