import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Share } from "@/lib/share/schema";
import { CompareSlider } from "./compare-slider";
import { Picture } from "./picture";
import { toPictureFrame } from "./picture-frame";

/** The picture of a share on its mat, or the two to compare. `name` is its text for those who do not see it. */
export async function SharePictures({ share, name }: { share: Share; name: string }) {
  const t = await getTranslations("share");
  const { ratio, width } = toPictureFrame(share.generatedImage);
  const generated = (
    <Picture
      src={share.generatedUrl}
      alt={name}
      isElsewhere={share.generatedImage === null}
      isHero
      broken={<BrokenPicture url={share.generatedUrl} />}
    />
  );
  if (share.originalUrl === null) {
    return (
      <Mat ratio={ratio} width={width}>
        <div className="aspect-(--ratio) w-full bg-subtle">{generated}</div>
      </Mat>
    );
  }
  const original = (
    <Picture
      src={share.originalUrl}
      alt={t("alt.before", { name })}
      isElsewhere={share.originalImage === null}
      broken={<BrokenPicture url={share.originalUrl} />}
    />
  );
  return (
    <>
      <Mat ratio={ratio} width={width} className="noscript:w-full">
        <CompareSlider
          after={generated}
          before={original}
          texts={{
            label: t("compare.label"),
            // The slider fills it in: it has no translations of its own.
            value: t("compare.value", { percent: "{percent}" }),
            before: t("before"),
            after: t("after"),
          }}
        />
      </Mat>
      <p className="mt-3 text-center text-sm text-faint noscript:hidden">{t("compare.hint")}</p>
    </>
  );
}

type MatProps = { ratio: string; width: string; className?: string; children: ReactNode };

/** The card a print lies on: as wide as the picture and its own rim. */
function Mat({ ratio, width, className = "", children }: MatProps) {
  return (
    <div
      style={{ "--ratio": ratio, "--width": width }}
      className={`mx-auto w-[calc(var(--width)+2*var(--rim))] max-w-full border border-line bg-surface p-(--rim) shadow-raised [--rim:0.5rem] sm:[--rim:1.25rem] lg:[--rim:1.75rem] ${className}`}
    >
      {children}
    </div>
  );
}

async function BrokenPicture({ url }: { url: string }) {
  const t = await getTranslations("share");
  return (
    <div className="flex size-full flex-col items-center justify-center gap-2 p-4 text-center text-sm text-muted">
      <p>{t("broken")}</p>
      <a
        href={url}
        rel="noopener noreferrer nofollow"
        className="font-medium text-accent underline underline-offset-4"
      >
        {t("openBroken")}
      </a>
    </div>
  );
}
