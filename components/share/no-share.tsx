import { getTranslations } from "next-intl/server";
import { buttonLook } from "@/components/ui/button-look";
import { ShareFrame } from "./share-frame";

/** In the place of a share that never was (`missing`), or whose time is over (`gone`): an empty frame, and why. */
export async function NoShare({ why }: { why: "missing" | "gone" }) {
  const t = await getTranslations("share");
  return (
    <ShareFrame>
      <div className="m-auto flex flex-col items-center px-3 py-10 text-center">
        <div
          aria-hidden
          className="mb-8 w-44 border border-line bg-surface p-4 shadow-raised sm:w-56 sm:p-5"
        >
          <div className="flex aspect-[4/3] items-center justify-center border border-dashed border-line-strong text-3xl font-semibold text-faint">
            {why === "gone" ? "410" : "404"}
          </div>
        </div>
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{t(`${why}.title`)}</h1>
        <p className="mt-3 mb-7 max-w-md text-pretty text-muted">{t(`${why}.text`)}</p>
        <a href="/" className={buttonLook({ variant: "primary" })}>
          {t("toHome")}
        </a>
      </div>
    </ShareFrame>
  );
}
