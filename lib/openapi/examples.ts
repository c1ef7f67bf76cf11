/** Examples in the description; a test parses each by the schema it stands for. */

const id = "Qn4vT8wZ2cKfR7yMx3Hd";
const origin = "https://plaza.example";
const createdAt = Date.UTC(2026, 10, 21, 12);
const expiresAt = createdAt + 30 * 24 * 60 * 60 * 1000;

const image = { type: "image/png", width: 1024, height: 1024, size: 812_345 };

export const createdShare = { id, url: `${origin}/share/${id}`, expiresAt };

export const share = {
  ...createdShare,
  generatedUrl: `${origin}/api/media/shares/${id}/generated`,
  originalUrl: `${origin}/api/media/shares/${id}/original`,
  generatedImage: image,
  originalImage: { ...image, type: "image/jpeg", size: 402_118 },
  title: "The market at dusk",
  prompt: "a market square at dusk, lanterns, watercolour",
  style: "watercolour",
  timestamp: createdAt,
  createdAt,
  isR2Stored: true,
  ownerId: "7hK2pXvQm9TzRb4c",
  views: 12,
};

export const sharePage = {
  shares: [share],
  nextCursor: `${createdAt}.${id}`,
  dataSource: "d1",
};

export const shareFromUrls = {
  generatedUrl: "https://images.example/market-dusk.png",
  originalUrl: "https://images.example/market.jpg",
  title: share.title,
  prompt: share.prompt,
  style: share.style,
  clientId: "job-20261121-000042",
};

export const shareFromAttachment = { attachmentId: "tW5nB8kLq2Zx", expiresInDays: 7 };

export const createToken = {
  name: "Image generator",
  scopes: ["share:write", "share:read"],
  expiresInDays: 90,
};

export const token = {
  id: "d8RkV3mXw7Pz2NqT",
  name: createToken.name,
  hint: "3f9a",
  scopes: createToken.scopes,
  createdAt,
  lastUsedAt: null,
  expiresAt: createdAt + 90 * 24 * 60 * 60 * 1000,
};

/** Not a token that could work: its check letters are wrong. */
export const createdToken = { token, secret: `plz_${"x".repeat(32)}003f9a` };

export const problem = {
  type: "about:blank",
  title: "Some fields are not valid",
  status: 422,
  code: "invalid_input",
  errors: [{ field: "generatedUrl", message: "Must be an https address" }],
};
