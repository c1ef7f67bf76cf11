import { noContent, route } from "@/lib/http/route";
import { testPushSchema } from "@/lib/notify/schema";
import { sendTest } from "@/lib/notify/service";

export const runtime = "edge";

/** Sends one of my browsers a notification that says that it works. */
export const POST = route(
  { access: "member", body: testPushSchema },
  async ({ deps, person, body }) => {
    await sendTest(deps, person, body.id);
    return noContent();
  },
);
