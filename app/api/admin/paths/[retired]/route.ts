import { z } from "zod";
import { route } from "@/lib/http/route";
import { toRetired } from "@/lib/traffic/service";

export const runtime = "edge";

/** Whoever still calls an endpoint that is gone learns what replaced it, with or without an account. */
const answer = route(
  { access: "anyone", params: z.object({ retired: z.string() }) },
  async ({ params }) => {
    throw toRetired(`paths/${params.retired}`);
  },
);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
