"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { PlazaError, type Problem } from "@/lib/http/problem";

/** Turns a failure into words for people: by problem code, or as a missing network. */
export function useProblemText(): (failure: unknown) => string {
  const problems = useTranslations("problems");
  const common = useTranslations("common");
  return useCallback(
    (failure) => {
      if (failure instanceof PlazaError || isProblem(failure)) return problems(failure.code);
      return common("networkProblem");
    },
    [problems, common],
  );
}

function isProblem(failure: unknown): failure is Problem {
  return typeof failure === "object" && failure !== null && "code" in failure;
}
