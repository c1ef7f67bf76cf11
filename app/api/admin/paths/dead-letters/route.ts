import { json, route } from "@/lib/http/route";
import { deadLettersQuerySchema } from "@/lib/traffic/aggregate/schema";
import { listDeadLetters } from "@/lib/traffic/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: deadLettersQuerySchema },
  async ({ deps, query }) => json(await listDeadLetters(deps, query)),
);
