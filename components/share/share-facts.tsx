import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Share } from "@/lib/share/schema";
import { describeLife } from "./describe-life";

/** Style, date and how much longer it stays. `now` in ms. */
export async function ShareFacts({ share, now }: { share: Share; now: number }) {
  const [t, format] = await Promise.all([getTranslations("share"), getFormatter()]);
  const life = describeLife(share.expiresAt, now);
  return (
    <dl className="grid grid-cols-2 gap-4 text-sm sm:grid-cols-3 md:grid-cols-1">
      {share.style ? (
        <Fact name={t("style")}>
          <span dir="auto">{share.style}</span>
        </Fact>
      ) : null}
      <Fact name={t("made")}>
        <time dateTime={toMachineTime(share.timestamp)}>
          {format.dateTime(share.timestamp, { dateStyle: "long" })}
        </time>
      </Fact>
      <Fact name={t("stay")}>
        <time dateTime={toMachineTime(share.expiresAt)}>
          {life.unit === "soon" ? t("life.soon") : t(`life.${life.unit}`, { count: life.count })}
        </time>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs font-medium text-faint">{name}</dt>
      <dd className="mt-0.5 wrap-anywhere">{children}</dd>
    </div>
  );
}

const toMachineTime = (time: number) => new Date(time).toISOString();
