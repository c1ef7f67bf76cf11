import { hookCallParams } from "@/lib/hook/schema";
import { postByHook, readHookPost } from "@/lib/hook/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** What a program posts into a room; the same `Idempotency-Key` again answers 200 with the first message. */
export const POST = route(
  { access: "address", params: hookCallParams },
  async ({ deps, request, params }) => {
    const { message, created } = await postByHook(deps, params, await readHookPost(request));
    return json({ message }, created ? 201 : 200);
  },
);
