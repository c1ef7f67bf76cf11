import { PlazaError } from "@/lib/http/problem";
import { route } from "@/lib/http/route";
import { findShareId, oembedQuery, toOembed } from "@/lib/share/oembed";
import { getShare } from "@/lib/share/service";

export const runtime = "edge";

export const GET = route(
  { access: "anyone", query: oembedQuery },
  async ({ deps, request, query }) => {
    if (query.format !== "json") throw new PlazaError("not_implemented");
    const { origin } = new URL(request.url);
    const shareId = findShareId(query.url, origin);
    if (!shareId) throw new PlazaError("not_found");
    const answer = toOembed(await getShare(deps, shareId, origin), query, deps.now());
    return Response.json(answer, {
      headers: {
        "cache-control": `public, max-age=${answer.cache_age}`,
        // For scripts of other sites as well: there is nothing of a person in it.
        "access-control-allow-origin": "*",
      },
    });
  },
);
