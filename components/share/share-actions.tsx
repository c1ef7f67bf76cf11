import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { buttonLook } from "@/components/ui/button-look";
import type { Share } from "@/lib/share/schema";
import { CopyButton } from "./copy-button";
import { DownloadIcon, LinkIcon, OpenIcon } from "./icons";

/** What a visitor can take along: the link, and the pictures. */
export async function ShareActions({ share }: { share: Share }) {
  const t = await getTranslations("share");
  const { generatedUrl, originalUrl } = share;
  const texts =
    originalUrl === null
      ? { download: t("download"), open: t("open") }
      : { download: t("downloadAfter"), open: t("openAfter") };
  return (
    <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <CopyButton
        text={share.url}
        texts={{
          copy: t("copyLink"),
          share: t("shareLink"),
          copied: t("linkCopied"),
          failed: t("copyFailed"),
        }}
        icon={<LinkIcon />}
        className={buttonLook({ variant: "primary", className: "col-span-2 noscript:hidden" })}
      />
      <TakeLink url={generatedUrl} isOurs={share.generatedImage !== null} texts={texts} />
      {originalUrl === null ? null : (
        <TakeLink
          url={originalUrl}
          isOurs={share.originalImage !== null}
          texts={{ download: t("downloadBefore"), open: t("openBefore") }}
        />
      )}
    </div>
  );
}

type TakeLinkProps = {
  url: string;
  /** What is elsewhere cannot be told to be saved; it opens. */
  isOurs: boolean;
  texts: { download: string; open: string };
};

function TakeLink({ url, isOurs, texts }: TakeLinkProps) {
  const target: ComponentProps<"a"> = isOurs
    ? { href: `${url}?download=1`, download: "" }
    : { href: url, target: "_blank", rel: "noopener noreferrer nofollow" };
  return (
    <a {...target} className={buttonLook({ className: "only-of-type:col-span-2" })}>
      {isOurs ? <DownloadIcon /> : <OpenIcon />}
      {isOurs ? texts.download : texts.open}
    </a>
  );
}
