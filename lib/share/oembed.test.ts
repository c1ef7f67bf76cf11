import { describe, expect, it } from "vitest";
import { findShareId, toOembed, toOembedUrl } from "./oembed";
import type { Share } from "./schema";

const now = Date.UTC(2026, 0, 1);
const origin = "https://plaza.example";
const id = "0123456789abcdefghij";
const url = `${origin}/share/${id}`;
const share: Share = {
  id,
  url,
  generatedUrl: `${origin}/api/media/shares/${id}/generated`,
  originalUrl: null,
  generatedImage: { type: "image/png", width: 1600, height: 900, size: 1 },
  originalImage: null,
  title: "Dusk",
  prompt: "",
  style: "",
  timestamp: now,
  createdAt: now,
  expiresAt: now + 30 * 60 * 1000,
  isR2Stored: true,
  ownerId: "someone",
  views: 0,
};
const preview = `${url}/preview.png`;

describe("oEmbed of a share", () => {
  it("is the picture with its size, and the preview as its thumbnail", () => {
    expect(toOembed(share, {}, now)).toEqual({
      version: "1.0",
      type: "photo",
      title: "Dusk",
      provider_name: "Plaza",
      provider_url: "https://plaza.example/",
      cache_age: 1800,
      url: share.generatedUrl,
      width: 1600,
      height: 900,
      thumbnail_url: preview,
      thumbnail_width: 1200,
      thumbnail_height: 630,
    });
  });

  it("is the preview where the picture is larger than what is asked for", () => {
    expect(toOembed(share, { maxwidth: 1200 }, now)).toMatchObject({
      type: "photo",
      url: preview,
      width: 1200,
      height: 630,
    });
  });

  it("is a link without a picture where nothing is small enough", () => {
    const answer = toOembed(share, { maxheight: 629 }, now);
    expect(answer.type).toBe("link");
    expect(answer).not.toHaveProperty("url");
    expect(answer).not.toHaveProperty("thumbnail_url");
  });

  it("is a link for a picture elsewhere, of which nobody knows the size", () => {
    expect(toOembed({ ...share, generatedImage: null }, {}, now).type).toBe("link");
  });

  it("is kept no longer than an hour, and not beyond the share's life", () => {
    expect(toOembed({ ...share, expiresAt: now + 86_400_000 }, {}, now).cache_age).toBe(3600);
    expect(toOembed({ ...share, expiresAt: now - 1 }, {}, now).cache_age).toBe(0);
  });
});

describe("the share of an address", () => {
  it("is found in the address that the page names", () => {
    const asked = new URL(toOembedUrl(url)).searchParams.get("url");
    expect(findShareId(asked ?? "", origin)).toBe(id);
  });

  it("may be followed by a slash, a query and a fragment", () => {
    expect(findShareId(`${url}/?reported=1#report`, origin)).toBe(id);
  });

  it.each([
    `https://elsewhere.example/share/${id}`,
    `${origin}/share/${id}/preview.png`,
    `${origin}/share/short`,
    `${origin}/chat/${id}`,
    `/share/${id}`,
    "javascript:alert(1)",
    "",
  ])("is none in %j", (address) => {
    expect(findShareId(address, origin)).toBeNull();
  });
});
