"use client";

import useSWR from "swr";
import { z } from "zod";
import { ownPartnerSchema } from "@/lib/auth/partner/schema";
import { fetchJson } from "@/lib/http/fetcher";

const url = "/api/me/partner";

/** My host profile, and what I can do about it. */
export function usePartner() {
  const { data, error, mutate } = useSWR(url, (from: string) => fetchJson(from, ownPartnerSchema));
  return {
    /** Undefined until it is known; null where there is none. */
    partner: data?.partner,
    failed: error !== undefined,
    reload: () => mutate(),
    apply: async (profile: string) => {
      const answer = await fetchJson(url, ownPartnerSchema, { method: "POST", json: { profile } });
      await mutate(answer, { revalidate: false });
    },
    withdraw: async () => {
      await fetchJson(url, z.undefined(), { method: "DELETE" });
      await mutate({ partner: null }, { revalidate: false });
    },
  };
}
