"use client";

import { useFormatter } from "next-intl";

/** Says how large a file is, in kilobytes or megabytes. */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const kilobytes = Math.max(1, bytes / 1024);
    const [value, unit] =
      kilobytes < 1000 ? [kilobytes, "kilobyte"] : [kilobytes / 1024, "megabyte"];
    return format.number(value, {
      style: "unit",
      unit,
      unitDisplay: "short",
      maximumFractionDigits: unit === "megabyte" ? 1 : 0,
    });
  };
}
