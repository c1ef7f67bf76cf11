/** What the entry knows of a request when it writes the headers of its answer. */
type PageContext = { url: URL; nonce: string };

const always: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
    "magnetometer=(), microphone=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "x-frame-options": "DENY",
};

/** Addresses that let in whoever knows them: for nobody else's eyes, referrers and search engines included. */
const publicLink = /^\/(stats|api\/dashboard)\//;

const hstsSeconds = 2 * 365 * 24 * 60 * 60;

/** A fresh nonce: 128 random bits in base64. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

/**
 * The content security policy of a page (CSP level 3). Scripts run by nonce only; what they load is trusted through
 * `strict-dynamic`. Styles are inline because accessible primitives position themselves with style attributes,
 * which no nonce can cover. `isDevelopment` lets the bundler of `npm run dev` evaluate its modules.
 */
export function toContentSecurityPolicy(page: PageContext, isDevelopment = false): string {
  const { host, protocol } = page.url;
  const socket = `${protocol === "https:" ? "wss" : "ws"}://${host}`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${page.nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "media-src 'self' blob: https:",
    "font-src 'self' data:",
    `connect-src 'self' ${socket}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");
}

/**
 * Adds the headers that every answer carries. A policy that the answer brought along (uploads have a stricter one)
 * stays; documents without one get the policy of pages.
 */
export function addSecurityHeaders(headers: Headers, url: URL, pagePolicy: string): void {
  for (const [name, value] of Object.entries(always)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  if (publicLink.test(url.pathname)) {
    headers.set("referrer-policy", "no-referrer");
    headers.set("x-robots-tag", "noindex, nofollow");
  }
  if (url.protocol === "https:") {
    headers.set("strict-transport-security", `max-age=${hstsSeconds}; includeSubDomains`);
  }
  const isDocument = headers.get("content-type")?.startsWith("text/html") ?? false;
  if (isDocument && !headers.has("content-security-policy")) {
    headers.set("content-security-policy", pagePolicy);
  }
}
