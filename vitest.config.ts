import { defineConfig } from "vitest/config";

/** Pure units, beside the file they test. */
export default defineConfig({
  test: {
    include: ["{lib,components,i18n,workers,scripts,tests/chaos}/**/*.test.{ts,tsx,mjs}"],
    environment: "node",
    // Machines may be busy: what a test proves does not hang on how soon it does.
    testTimeout: 60_000,
  },
});
