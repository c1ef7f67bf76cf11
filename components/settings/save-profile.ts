import { meSchema, type Me, type UpdateProfile } from "@/lib/auth/schema";
import { fetchJson } from "@/lib/http/fetcher";

/** Changes what is given; answers everything as it is now. */
export function saveProfile(change: UpdateProfile): Promise<Me> {
  return fetchJson("/api/me", meSchema, { method: "PATCH", json: change });
}
