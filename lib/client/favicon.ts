const mark =
  '<rect width="64" height="64" rx="15" fill="#0b6a5c"/><path d="M18 48V20a4 4 0 0 1 4-4h13a12 12 0 0 1 0 24h-8.5L18 48Z" fill="#fffefc"/><circle cx="34.5" cy="28" r="4.5" fill="#0b6a5c"/>';
const rim = 'stroke="#fffefc" stroke-width="4"';

/**
 * The tab's picture (as `public/icon.svg`) with what waits: a number for mentions, a dot for other unread messages.
 * Null when nothing waits. Drawn as SVG in a `data:` address, which the pages' policy allows for images.
 */
export function toFavicon(waiting: { unread: number; mentions: number }): string | null {
  if (waiting.unread === 0) return null;
  const text = waiting.mentions > 9 ? "9+" : String(waiting.mentions);
  const badge =
    waiting.mentions === 0
      ? `<circle cx="50" cy="50" r="12" fill="#e0922f" ${rim}/>`
      : `<circle cx="45" cy="45" r="18" fill="#c02c38" ${rim}/><text x="45" y="46" fill="#fff" font-family="sans-serif" font-size="${text.length > 1 ? 22 : 27}" font-weight="700" text-anchor="middle" dominant-baseline="central">${text}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${mark}${badge}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Shows `picture` as the tab's, or the page's own again (`null`). */
export function showFavicon(picture: string | null): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')) {
    link.dataset.own ??= link.getAttribute("href") ?? "";
    const href = picture ?? link.dataset.own;
    if (link.getAttribute("href") !== href) link.setAttribute("href", href);
  }
}
