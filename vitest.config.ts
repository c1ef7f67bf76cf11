import { defineConfig } from "vitest/config";

/** Pure units, beside the file they test. */
export default defineConfig({
  test: {
    include: ["{lib,components,i18n,workers,scripts}/**/*.test.{ts,tsx,mjs}"],
    environment: "node",
  },
});
