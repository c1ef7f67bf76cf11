"use client";

import { CrashScreen } from "@/components/shell/crash-screen";

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return <CrashScreen reset={reset} />;
}
