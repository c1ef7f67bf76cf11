"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useFileSize } from "@/components/chat/use-file-size";
import type { PictureFault } from "@/lib/client/check-picture";
import { textLimits, type DraftFault, type DraftField } from "@/lib/client/share-draft";
import { PlazaError } from "@/lib/http/problem";
import { shareLimits } from "@/lib/share/schema";

const fields: readonly DraftField[] = [
  "generated",
  "original",
  "generatedUrl",
  "originalUrl",
  "title",
  "prompt",
  "style",
];

/** The fields that the server refused, and whether there is nothing more to say of it than that. */
export function toRefusedFields(failure: unknown): DraftField[] {
  if (!(failure instanceof PlazaError)) return [];
  const named = new Set(failure.options.errors?.map(({ field }) => field));
  return fields.filter((field) => named.has(field));
}

/** Words for what is wrong with a field. */
export function useFaultTexts() {
  const t = useTranslations("shares.faults");
  const format = useFormatter();
  const size = useFileSize();
  return {
    ofPicture(fault: PictureFault): string {
      switch (fault.kind) {
        case "bytes":
          return t("bytes", { size: size(fault.bytes), max: size(shareLimits.imageBytes) });
        case "pixels":
          return t("pixels", {
            width: fault.width,
            height: fault.height,
            megapixels: format.number((fault.width * fault.height) / 1_000_000, {
              maximumFractionDigits: 1,
            }),
            max: shareLimits.imagePixels / 1_000_000,
            side: shareLimits.imageSide,
          });
        default:
          return t(fault.kind);
      }
    },
    ofField(field: DraftField, fault: DraftFault): string {
      if (fault === "tooLong" && (field === "title" || field === "prompt" || field === "style")) {
        return t("tooLong", { max: textLimits[field] });
      }
      if (fault === "tooLong") return t("tooLong", { max: shareLimits.urlCharacters });
      if (fault === "missing") return t(field === "generatedUrl" ? "missingAddress" : "missing");
      return t(fault);
    },
    /** What the server said of a field that looked fine from here. */
    ofRefusal(field: DraftField, failure: unknown): string {
      const code = failure instanceof PlazaError ? failure.code : "internal";
      if (field === "generatedUrl" || field === "originalUrl") {
        return t(code === "invalid_input" ? "unreachable" : "notAPicture");
      }
      if (field !== "generated" && field !== "original") return t("refused");
      if (code === "payload_too_large") return t("tooLarge");
      return t(code === "unsupported_media_type" ? "type" : "damaged");
    },
  };
}
