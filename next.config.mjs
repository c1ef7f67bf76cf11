import createNextIntlPlugin from "next-intl/plugin";

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // There is no image service at the edge; pictures are served as they are.
  images: { unoptimized: true },
  // `npm run check` lints and checks types; a build should not do it again.
  eslint: { ignoreDuringBuilds: true },
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // Everybody gets a page's title and description in its head, not only the crawlers that Next knows: link cards need them,
  // and so does whoever runs no scripts.
  htmlLimitedBots: /./,
  experimental: {
    // Keeps Next's own `/_not-found` free of the root layout, which reads cookies: the adapter takes it as a static page only.
    // For the same reason there is no `app/not-found.tsx`; `app/[...missing]` answers every address that nothing else claims.
    globalNotFound: true,
  },
};

export default createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  // Texts are parsed when the site is built, so that no browser has to load a parser of them.
  experimental: {
    messages: { path: "./messages", format: "json", locales: "infer", precompile: true },
  },
})(config);
