"use client";

import { CircleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Toast as Radix } from "radix-ui";
import { createContext, use, useCallback, useState, type ReactNode } from "react";
import { Button } from "./button";
import { IconButton } from "./icon-button";

type ToastContent = {
  text: ReactNode;
  tone?: "neutral" | "danger";
  /** Offered for as long as the toast stands, e.g. to take something back. */
  action?: { label: string; onSelect: () => void };
};

type Toast = ToastContent & { id: number };

const ToastContext = createContext<((toast: ToastContent) => void) | null>(null);

/** Shows a short notice in the corner. Needs a `ToastProvider` above. */
export function useToast(): (toast: ToastContent) => void {
  const show = use(ToastContext);
  if (!show) throw new Error("useToast needs a ToastProvider");
  return show;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  const [state, setState] = useState<{ nextId: number; toasts: Toast[] }>({
    nextId: 1,
    toasts: [],
  });
  const show = useCallback((toast: ToastContent) => {
    setState(({ nextId, toasts }) => ({
      nextId: nextId + 1,
      // More than three at once are noise: the oldest goes.
      toasts: [...toasts.slice(-2), { ...toast, id: nextId }],
    }));
  }, []);
  const remove = (id: number) => {
    setState((old) => ({ ...old, toasts: old.toasts.filter((toast) => toast.id !== id) }));
  };
  return (
    <ToastContext value={show}>
      <Radix.Provider duration={6000} label={t("notifications")}>
        {children}
        {state.toasts.map((toast) => (
          <Radix.Root
            key={toast.id}
            type={toast.tone === "danger" ? "foreground" : "background"}
            onOpenChange={(open) => (open ? undefined : remove(toast.id))}
            className="flex animate-appear items-center gap-3 rounded-xl border border-line bg-raised py-2 pr-2 pl-4 shadow-raised"
          >
            {toast.tone === "danger" ? (
              <CircleAlert aria-hidden size={18} className="shrink-0 text-danger" />
            ) : null}
            <Radix.Description className="min-w-0 flex-1 text-sm">{toast.text}</Radix.Description>
            {toast.action ? (
              <Radix.Action asChild altText={toast.action.label} onClick={toast.action.onSelect}>
                <Button size="sm">{toast.action.label}</Button>
              </Radix.Action>
            ) : null}
            <Radix.Close asChild>
              <IconButton label={t("dismiss")} size="sm">
                <X aria-hidden />
              </IconButton>
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed right-0 bottom-0 left-0 z-50 m-4 mx-auto flex w-[calc(100vw-2rem)] max-w-sm flex-col gap-2 outline-none sm:mx-4 sm:ml-auto" />
      </Radix.Provider>
    </ToastContext>
  );
}
