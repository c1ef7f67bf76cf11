/** Who may import whom; see docs/architecture.md. */
export default {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "Two files that need each other are one thing, or a third is missing.",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "drizzle-only-in-stores",
      severity: "error",
      comment: "Only stores and the platform know the database library.",
      from: {
        pathNot: ["(^|/)store\\.ts$", "/store/", "^lib/platform/", "^drizzle/", "\\.test\\.ts$"],
      },
      to: { path: "^node_modules/drizzle-orm" },
    },
    {
      name: "one-door-to-the-adapter",
      severity: "error",
      comment: "getRequestContext is called from one file only.",
      from: { pathNot: ["^lib/platform/context\\.ts$", "^workers/site/"] },
      to: { path: "@cloudflare/next-on-pages" },
    },
    {
      name: "components-call-no-services",
      severity: "error",
      comment:
        "The browser's code uses schemas, lib/sync and the fetcher; never what touches bindings.",
      from: { path: "^components/" },
      to: {
        path: "^lib/",
        pathNot: [
          "[/-](schema|domain)\\.ts$",
          "^lib/sync/",
          "^lib/client/",
          "^lib/http/(fetcher|problem)\\.ts$",
        ],
      },
    },
    {
      name: "lib-knows-no-interface",
      severity: "error",
      from: { path: "^(lib|drizzle)/" },
      to: { path: "^(app|components|workers)/" },
    },
    {
      name: "workers-know-no-next",
      severity: "error",
      comment:
        "A worker bundle with Next in it does not start. The site's entry wraps the built handler only.",
      from: { path: "^workers/" },
      to: { path: ["^(app|components)/", "^node_modules/(next|react|react-dom)/"] },
    },
    {
      name: "sync-is-for-the-browser",
      severity: "error",
      comment: "lib/sync runs in the browser and is tested without one.",
      from: { path: "^lib/sync/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(lib/(platform|cache|auth|ticket|limit|telemetry)|drizzle)/" },
    },
    {
      name: "pure-files-stay-pure",
      severity: "error",
      comment: "Shapes and rules have no effects and import nothing that has.",
      from: { path: "^lib/.*/(schema|domain)\\.ts$" },
      to: {
        path: ["/(service|store|cache)\\.ts$", "^lib/platform/(context|database|deps|redis)\\.ts$"],
      },
    },
    {
      name: "features-meet-at-their-doors",
      severity: "error",
      comment: "Another feature is used through its service, schema or domain.",
      from: {
        path: "^lib/(auth|chat|ticket|share|token|attachment|traffic|alerts)/",
        pathNot: "\\.test\\.ts$",
      },
      to: {
        path: "^lib/(auth|chat|ticket|share|token|attachment|traffic|alerts)/",
        pathNot: [
          "^lib/$1/",
          "/(service|schema|domain|room-object|socket-request|token|current-person)\\.ts$",
        ],
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.next|\\.vercel" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
