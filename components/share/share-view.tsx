import { getTranslations } from "next-intl/server";
import type { Share } from "@/lib/share/schema";
import { ShareActions } from "./share-actions";
import { ShareFacts } from "./share-facts";
import { ShareFrame } from "./share-frame";
import { SharePictures } from "./share-pictures";
import { SharePrompt } from "./share-prompt";
import { ShareReport } from "./share-report";

export type Reported = "sent" | "tooMany" | "failed";

type ShareViewProps = {
  share: Share;
  /** Its title, or what stands for one. */
  name: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** What became of the form that has brought the visitor back. */
  reported: Reported | null;
};

/** A share as a print on the wall: the picture first, its label below. */
export async function ShareView({ share, name, now, reported }: ShareViewProps) {
  const t = await getTranslations("share");
  return (
    <ShareFrame below={reported === "sent" ? null : <ShareReport shareId={share.id} />}>
      {reported ? <ReportAnswer reported={reported} text={t(`report.${reported}`)} /> : null}
      <SharePictures share={share} name={name} />
      <div className="mx-auto mt-8 grid w-full max-w-4xl gap-x-8 gap-y-8 sm:mt-10 md:grid-cols-[minmax(0,1fr)_12rem]">
        <div className="min-w-0">
          <h1
            dir="auto"
            className="text-2xl leading-tight font-semibold tracking-tight text-balance wrap-anywhere sm:text-3xl"
          >
            {name}
          </h1>
          <div className="mt-5">
            <ShareActions share={share} />
          </div>
        </div>
        <aside
          aria-label={t("details")}
          className="md:row-span-2 md:border-l md:border-line md:pl-8"
        >
          <ShareFacts share={share} now={now} />
        </aside>
        {share.prompt ? <SharePrompt prompt={share.prompt} /> : null}
      </div>
    </ShareFrame>
  );
}

function ReportAnswer({ reported, text }: { reported: Reported; text: string }) {
  return reported === "sent" ? (
    <p role="status" className="mb-4 rounded-lg bg-accent-soft px-4 py-3 text-accent-strong">
      {text}
    </p>
  ) : (
    <p role="alert" className="mb-4 rounded-lg bg-danger-soft px-4 py-3 text-danger">
      {text}
    </p>
  );
}
