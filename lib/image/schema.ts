/** What an image may be here, unless a caller narrows it. */
export const imageLimits = {
  bytes: 10 * 1024 * 1024,
  pixels: 40_000_000,
  side: 12_000,
} as const;

/** Of photos and pictures; what a share and a person's picture may be. */
export const stillTypes = ["image/png", "image/jpeg", "image/webp"] as const;
export const imageTypes = [...stillTypes, "image/gif"] as const;
export type ImageType = (typeof imageTypes)[number];
