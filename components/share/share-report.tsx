import { getTranslations } from "next-intl/server";
import { buttonLook } from "@/components/ui/button-look";
import { controlLook } from "@/components/ui/control";
import { reportReasonSchema, shareLimits } from "@/lib/share/schema";
import { FlagIcon } from "./icons";
import { ReportForm } from "./report-form";

/** Says what is wrong with a share, folded up until somebody asks for it. */
export async function ShareReport({ shareId }: { shareId: string }) {
  const t = await getTranslations("share.report");
  return (
    <details id="report" className="group text-sm">
      <summary className="inline-flex min-h-10 cursor-pointer list-none items-center gap-2 rounded-lg text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <FlagIcon />
        {t("open")}
      </summary>
      <div className="mt-3 max-w-lg rounded-xl border border-line bg-surface p-4 sm:p-5">
        <ReportForm
          action={`/api/share/${shareId}/report`}
          texts={{
            send: t("send"),
            sent: t("sent"),
            tooMany: t("tooMany"),
            failed: t("failed"),
            gone: t("gone"),
          }}
          buttonLook={buttonLook({ className: "justify-self-start" })}
        >
          <fieldset className="grid gap-1">
            <legend className="mb-2 font-medium">{t("intro")}</legend>
            {reportReasonSchema.options.map((reason) => (
              <label key={reason} className="flex min-h-10 cursor-pointer items-center gap-3">
                <input
                  type="radio"
                  name="reason"
                  value={reason}
                  required
                  className="size-4 shrink-0 accent-(--accent)"
                />
                {t(`reasons.${reason}`)}
              </label>
            ))}
          </fieldset>
          <label className="grid gap-1.5">
            <span className="font-medium">{t("detail")}</span>
            <textarea
              name="detail"
              rows={3}
              maxLength={shareLimits.reportCharacters}
              className={`${controlLook} py-2 text-base md:text-sm`}
            />
          </label>
        </ReportForm>
      </div>
    </details>
  );
}
