import Link from "next/link";
import type { ReactNode } from "react";
import { ClientShell } from "@/components/shell/client-shell";
import { LocaleSelect } from "@/components/shell/locale-select";
import { Wordmark } from "@/components/shell/wordmark";

export const runtime = "edge";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <ClientShell namespaces={["auth"]}>
      <div className="mx-auto flex min-h-dvh max-w-md flex-col px-4">
        <header className="flex items-center justify-between py-5">
          <Link href="/" className="rounded-lg">
            <Wordmark />
          </Link>
          <LocaleSelect />
        </header>
        <main className="flex flex-1 flex-col justify-center pt-4 pb-16">{children}</main>
      </div>
    </ClientShell>
  );
}
