import { getTranslations } from "next-intl/server";
import { buttonLook } from "@/components/ui/button-look";
import { CopyButton } from "./copy-button";
import { CopyIcon } from "./icons";

/** The words that the picture was made from, as they were written. */
export async function SharePrompt({ prompt }: { prompt: string }) {
  const t = await getTranslations("share");
  return (
    <section aria-labelledby="prompt">
      <div className="flex items-center justify-between gap-3">
        <h2 id="prompt" className="text-xs font-medium text-faint">
          {t("prompt")}
        </h2>
        <CopyButton
          text={prompt}
          texts={{ copy: t("copy"), copied: t("copied"), failed: t("copyFailed") }}
          icon={<CopyIcon />}
          className={buttonLook({
            variant: "ghost",
            size: "sm",
            className: "-mr-3 noscript:hidden",
          })}
        />
      </div>
      <p
        dir="auto"
        className="mt-1 max-w-[68ch] text-base/7 wrap-anywhere whitespace-pre-wrap sm:text-[1.0625rem]/8"
      >
        {prompt}
      </p>
    </section>
  );
}
