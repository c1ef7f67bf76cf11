import { z } from "zod";
import { route } from "@/lib/http/route";
import { toRetired } from "@/lib/traffic/service";

export const runtime = "edge";

const answer = route(
  { access: "anyone", params: z.object({ retired: z.string() }) },
  async ({ params }) => {
    throw toRetired(`health/${params.retired}`);
  },
);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
