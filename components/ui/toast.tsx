"use client";

import { createContext, use, useCallback, useState, type ReactNode } from "react";
import { ToastStack } from "./toast-stack";

export type ToastContent = {
  text: ReactNode;
  tone?: "neutral" | "danger";
  /** Offered for as long as the toast stands, e.g. to take something back. */
  action?: { label: string; onSelect: () => void };
};

const ToastContext = createContext<((toast: ToastContent) => void) | null>(null);

/** Shows a short notice in the corner. Needs a `ToastProvider` above. */
export function useToast(): (toast: ToastContent) => void {
  const show = use(ToastContext);
  if (!show) throw new Error("useToast needs a ToastProvider");
  return show;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [{ toasts }, setState] = useState<{
    nextId: number;
    toasts: (ToastContent & { id: number })[];
  }>({ nextId: 1, toasts: [] });
  const show = useCallback((toast: ToastContent) => {
    setState(({ nextId, toasts: old }) => ({
      nextId: nextId + 1,
      // More than three at once are noise: the oldest goes.
      toasts: [...old.slice(-2), { ...toast, id: nextId }],
    }));
  }, []);
  const remove = useCallback((id: number) => {
    setState((old) => ({ ...old, toasts: old.toasts.filter((toast) => toast.id !== id) }));
  }, []);
  return (
    <ToastContext value={show}>
      {children}
      <ToastStack toasts={toasts} onRemove={remove} />
    </ToastContext>
  );
}
