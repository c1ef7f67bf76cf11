import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

/** The page's shape while the first answer is on its way. */
export function LoadingReport() {
  const t = useTranslations("paths");
  return (
    <div>
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      <div aria-hidden className="space-y-5">
        <Skeleton className="h-5 w-96 max-w-full" />
        <div className="flex min-h-9 items-center justify-between">
          <Skeleton className="h-5 w-64 max-w-[60%]" />
          <Skeleton className="h-8 w-24" />
        </div>
        <div className="grid grid-cols-2 gap-2 sm:gap-3 md:grid-cols-4 2xl:grid-cols-8">
          {Array.from({ length: 8 }, (_, index) => (
            <div
              key={index}
              className="space-y-2 rounded-xl border border-line bg-surface px-4 py-3"
            >
              <Skeleton className="h-5 w-1/2" />
              <Skeleton className="h-7 w-3/4" />
              <Skeleton className="h-4 w-2/3" />
            </div>
          ))}
        </div>
        <div className="grid gap-3 xl:grid-cols-2">
          {Array.from({ length: 2 }, (_, index) => (
            <Skeleton key={index} className="h-72 rounded-xl" />
          ))}
        </div>
        <Skeleton className="h-96 rounded-xl" />
      </div>
    </div>
  );
}
