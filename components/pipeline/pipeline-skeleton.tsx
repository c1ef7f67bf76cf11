import { Skeleton } from "@/components/ui/skeleton";

/** The page before its first figures, as high as with them. */
export function PipelineSkeleton({ label }: { label: string }) {
  return (
    <div className="space-y-4">
      <p role="status" className="sr-only">
        {label}
      </p>
      <Skeleton className="h-10 w-60 md:h-8" />
      <Skeleton className="h-24 w-full rounded-xl" />
      <Skeleton className="h-72 w-full rounded-xl" />
      <Skeleton className="h-120 w-full rounded-xl" />
      <Skeleton className="h-64 w-full rounded-xl" />
    </div>
  );
}
