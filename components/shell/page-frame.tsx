import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

const widths = { sm: "max-w-3xl", md: "max-w-4xl", lg: "max-w-5xl", xl: "max-w-6xl" };

type PageFrameProps = {
  title: string;
  lead?: string;
  width: keyof typeof widths;
  /** Where one can go from here. */
  ways: ReactNode;
  children: ReactNode;
};

/** A page of a member's beside the chat: its heading, the ways out of it, and what it is about. */
export function PageFrame({ title, lead, width, ways, children }: PageFrameProps) {
  return (
    <div className={`mx-auto px-4 pb-16 sm:px-8 ${widths[width]}`}>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 py-6">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {lead === undefined ? null : (
            <p className="mt-1 max-w-prose text-pretty text-muted">{lead}</p>
          )}
        </div>
        <div className="-ml-3 flex flex-wrap gap-2 sm:ml-0">{ways}</div>
      </header>
      <main>{children}</main>
    </div>
  );
}

/** The way that all of them have. */
export function BackToChat({ children }: { children: ReactNode }) {
  return (
    <Button asChild variant="ghost">
      <Link href="/chat">
        <ArrowLeft aria-hidden size={16} />
        {children}
      </Link>
    </Button>
  );
}
