"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { FailureNotice } from "./failure-notice";
import { goToProvider } from "./session-calls";

const names = { github: "GitHub", google: "Google" };

type ProviderButtonsProps = { providers: (keyof typeof names)[]; next: string };

/** Ways to sign in with another service; nothing where none is configured. */
export function ProviderButtons({ providers, next }: ProviderButtonsProps) {
  const t = useTranslations("auth.providers");
  const { busy, failure, run } = useAction();
  if (providers.length === 0) return null;
  return (
    <div className="mt-6 space-y-3">
      <div className="flex items-center gap-3 text-sm text-muted">
        <span className="h-px flex-1 bg-line" />
        {t("or")}
        <span className="h-px flex-1 bg-line" />
      </div>
      <FailureNotice failure={failure} />
      {providers.map((provider) => (
        <Button
          key={provider}
          wide
          size="lg"
          busy={busy}
          onClick={() => void run(() => goToProvider(provider, next))}
        >
          {t("continueWith", { provider: names[provider] })}
        </Button>
      ))}
    </div>
  );
}
