import { z } from "zod";
import { toShareName } from "./describe";
import { shareIdSchema, type Share } from "./schema";

/** oEmbed 1.0 (https://oembed.com) for shares. */

export const oembedQuery = z.object({
  url: z.string().max(2048),
  maxwidth: z.coerce.number().int().positive().optional(),
  maxheight: z.coerce.number().int().positive().optional(),
  format: z.string().default("json"),
});
export type OembedQuery = z.infer<typeof oembedQuery>;

type Sized = { width: number; height: number };

/** Of the generated picture for link cards. */
export const previewSize: Sized = { width: 1200, height: 630 };
export const toPreviewUrl = (shareUrl: string) => `${shareUrl}/preview.png`;

/** Where a program asks how to embed a share; the page names it. */
export function toOembedUrl(shareUrl: string): string {
  const address = new URL("/api/share/oembed", shareUrl);
  address.searchParams.set("url", shareUrl);
  address.searchParams.set("format", "json");
  return address.href;
}

/** The id of the share that an address leads to; null for any other address, of ours or of others. */
export function findShareId(address: string, origin: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.host !== new URL(origin).host) return null;
  const [, id] = /^\/share\/([^/]+)\/?$/.exec(url.pathname) ?? [];
  return shareIdSchema.safeParse(id).data ?? null;
}

type Oembed = {
  version: "1.0";
  type: "photo" | "link";
  title?: string;
  provider_name: string;
  provider_url: string;
  /** Seconds. */
  cache_age: number;
  url?: string;
  width?: number;
  height?: number;
  thumbnail_url?: string;
  thumbnail_width?: number;
  thumbnail_height?: number;
};

const longestKeepSeconds = 60 * 60;

/**
 * The answer for a share. A `photo` must have a size and keep to the largest that the asker takes: the picture itself, or
 * else its preview. A picture elsewhere, whose size nobody knows, is a `link`. `now` in ms.
 */
export function toOembed(share: Share, asked: Partial<OembedQuery>, now: number): Oembed {
  const leftSeconds = Math.floor((share.expiresAt - now) / 1000);
  const title = toShareName(share);
  const common = {
    version: "1.0" as const,
    ...(title && { title }),
    provider_name: "Plaza",
    provider_url: new URL("/", share.url).href,
    cache_age: Math.max(0, Math.min(longestKeepSeconds, leftSeconds)),
  };
  const { generatedImage } = share;
  if (!generatedImage) return { ...common, type: "link" };
  const { width, height } = generatedImage;
  const preview = { url: toPreviewUrl(share.url), ...previewSize };
  const photo = [{ url: share.generatedUrl, width, height }, preview].find(fits(asked));
  if (!photo) return { ...common, type: "link" };
  return { ...common, type: "photo", ...photo, ...(fits(asked)(preview) && toThumbnail(preview)) };
}

const fits =
  ({ maxwidth = Infinity, maxheight = Infinity }: Partial<OembedQuery>) =>
  ({ width, height }: Sized) =>
    width <= maxwidth && height <= maxheight;

const toThumbnail = ({ url, width, height }: Sized & { url: string }) => ({
  thumbnail_url: url,
  thumbnail_width: width,
  thumbnail_height: height,
});
