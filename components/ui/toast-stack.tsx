"use client";

import { CircleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { IconButton } from "./icon-button";
import type { ToastContent } from "./toast";

const standsMs = 6000;

type ToastStackProps = {
  toasts: (ToastContent & { id: number })[];
  onRemove: (id: number) => void;
};

/**
 * The notices that stand. Always there, because a live region speaks only of what changes inside it; and without a
 * library, because it has to say that the network is gone when no more code can be fetched.
 */
export function ToastStack({ toasts, onRemove }: ToastStackProps) {
  const t = useTranslations("common");
  // A notice stays while it is pointed at or has the focus: it may hold a button.
  const [held, setHeld] = useState(false);
  return (
    <section
      aria-label={t("notifications")}
      aria-live="polite"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col gap-2 sm:left-auto sm:w-96"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} held={held} onRemove={onRemove} />
      ))}
    </section>
  );
}

type ToastCardProps = {
  toast: ToastContent & { id: number };
  held: boolean;
  onRemove: (id: number) => void;
};

function ToastCard({ toast, held, onRemove }: ToastCardProps) {
  const t = useTranslations("common");
  const { id, action } = toast;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onRemove(id), standsMs);
    return () => clearTimeout(timer);
  }, [held, id, onRemove]);
  return (
    <div className="pointer-events-auto flex animate-appear items-center gap-3 rounded-xl border border-line bg-raised py-2 pr-2 pl-4 shadow-raised">
      {toast.tone === "danger" ? (
        <CircleAlert aria-hidden size={18} className="shrink-0 text-danger" />
      ) : null}
      <p className="min-w-0 flex-1 text-sm">{toast.text}</p>
      {action ? (
        <Button
          size="sm"
          onClick={() => {
            action.onSelect();
            onRemove(id);
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton label={t("dismiss")} size="sm" onClick={() => onRemove(id)}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
