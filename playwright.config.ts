import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/e2e/fixtures/chromium";

/** Real browsers against `npm start`; `tests/e2e/global-setup.ts` starts the server that most tests share. */
export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/global-setup.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // How long a test takes says nothing about the product: only what hangs is ended.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    // Requests that a service worker answers pass the routes of a test by; its own tests allow it.
    serviceWorkers: "block",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
