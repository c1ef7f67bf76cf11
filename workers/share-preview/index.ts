import { WorkerEntrypoint } from "cloudflare:workers";
import { paintPreview } from "../../lib/preview/paint";
import { previewPlanSchema, type PreviewPainter, type PreviewPlan } from "../../lib/preview/schema";
import { getImageBytes, type PreviewBindings } from "../../lib/preview/store";
import type { FontIndex } from "../../lib/preview/text/font-index";
import type { FontMemory } from "../../lib/preview/text/typeface";
import { log } from "../../lib/platform/log";
import { decoders } from "./decoders";
import { readFontFile, readFontIndex } from "./font-files";
import { takeTurn } from "./turn";

type PreviewEnv = PreviewBindings & { FONTS: Fetcher };

/** What an isolate keeps from one picture to the next. */
const memory: FontMemory = new Map();
let index: FontIndex | undefined;

/** Called by the site through its binding; the internet cannot reach it. */
export default class SharePreview extends WorkerEntrypoint<PreviewEnv> implements PreviewPainter {
  override fetch(): Response {
    return new Response(null, { status: 404 });
  }

  /** A PNG of 1200 × 630. Throws when it takes too long, or nobody could say what to draw. */
  async paint(unread: PreviewPlan): Promise<Uint8Array> {
    const plan = previewPlanSchema.parse(unread);
    return takeTurn(async () => {
      index ??= await readFontIndex(this.env.FONTS);
      return paintPreview(
        {
          decoders,
          index,
          memory,
          readFont: (name) => readFontFile(this.env.FONTS, name),
          readImage: (side) => getImageBytes(this.env, plan.shareId, side),
          onUnreadable: (side, cause) =>
            log("warn", "preview.unreadable", { shareId: plan.shareId, side }, cause),
        },
        plan,
      );
    });
  }
}
