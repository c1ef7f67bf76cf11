"use client";

import { CrashScreen } from "@/components/shell/crash-screen";
import "./globals.css";

/** Replaces the root layout when that itself fails. */
export default function GlobalErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en" data-theme="system">
      <body className="font-sans">
        <CrashScreen reset={reset} />
      </body>
    </html>
  );
}
