import { z } from "zod";
import { route } from "@/lib/http/route";
import { toRetired } from "@/lib/traffic/service";

export const runtime = "edge";

const answer = route(
  { access: "anyone", params: z.object({ call: z.array(z.string()) }) },
  async ({ params }) => {
    const [first, ...rest] = params.call;
    const isOfAddress = first === "ip" && rest.length === 1;
    throw toRetired(isOfAddress ? "paths/do/ip/{ip}" : `paths/do/${params.call.join("/")}`);
  },
);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
