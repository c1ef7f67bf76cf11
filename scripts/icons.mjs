import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { root } from "./local/paths.mjs";

/**
 * Draws the sizes of `public/icon.svg` that phones and stores want as PNG: `node scripts/icons.mjs`. Icons that the
 * system cuts to its own shape (maskable, Apple's) fill the whole square, with the sign within the inner four fifths.
 */
const icons = [
  { file: "icon-192.png", size: 192, cut: false },
  { file: "icon-512.png", size: 512, cut: false },
  { file: "icon-maskable-512.png", size: 512, cut: true },
  { file: "apple-touch-icon.png", size: 180, cut: true },
];

const svg = readFileSync(join(root, "public/icon.svg"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const { file, size, cut } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const scale = cut ? "transform: scale(0.82)" : "";
  await page.setContent(
    `<style>html{background:${cut ? "#0b6a5c" : "transparent"}}body{margin:0}svg{display:block;width:100vw;height:100vh;${scale}}</style>${svg}`,
  );
  writeFileSync(join(root, "public", file), await page.screenshot({ omitBackground: !cut }));
  await page.close();
}
await browser.close();
