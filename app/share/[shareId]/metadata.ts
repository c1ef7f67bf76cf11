import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { untagLocale } from "@/i18n/tagged-locale";
import { toExcerpt, toShareName } from "@/lib/share/describe";
import { previewSize, toOembedUrl, toPreviewUrl } from "@/lib/share/oembed";
import type { Share } from "@/lib/share/schema";

/** Shares are for those who have the link: no search engine lists them. */
const robots: Metadata["robots"] = { index: false, follow: false };

/** Title, link cards and oEmbed of a share; null is one whose time is over. */
export async function toShareMetadata(share: Share | null): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("share"), getLocale()]);
  if (!share) return { title: t("gone.title"), robots };
  const title = toShareName(share) || t("untitled");
  const description = toExcerpt(share.prompt, 200) || t("description");
  const image = share.generatedImage
    ? { url: toPreviewUrl(share.url), ...previewSize, type: "image/png", alt: title }
    : { url: share.generatedUrl, alt: title };
  return {
    title,
    description,
    robots,
    alternates: {
      canonical: share.url,
      types: { "application/json+oembed": [{ url: toOembedUrl(share.url), title }] },
    },
    openGraph: {
      type: "article",
      siteName: "Plaza",
      locale: { en: "en_US", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW" }[untagLocale(locale)],
      url: share.url,
      title,
      description,
      publishedTime: new Date(share.createdAt).toISOString(),
      expirationTime: new Date(share.expiresAt).toISOString(),
      images: [image],
    },
    twitter: { card: "summary_large_image", title, description, images: [image] },
  };
}
