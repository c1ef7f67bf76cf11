import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashSources } from "./source-hash.mjs";

let root;
const hash = () => hashSources(root, ["app", "next.config.mjs", "not-there"]);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "plaza-hash-"));
  mkdirSync(join(root, "app/rooms"), { recursive: true });
  writeFileSync(join(root, "app/rooms/page.tsx"), "one");
  writeFileSync(join(root, "next.config.mjs"), "config");
});

afterEach(() => rmSync(root, { recursive: true }));

test("the same sources have the same hash, of 16 hex digits", () => {
  expect(hash()).toMatch(/^[0-9a-f]{16}$/);
  expect(hash()).toBe(hash());
});

test("a changed, added, removed or renamed file changes the hash", () => {
  const seen = [hash()];
  writeFileSync(join(root, "app/rooms/page.tsx"), "two");
  seen.push(hash());
  writeFileSync(join(root, "app/layout.tsx"), "layout");
  seen.push(hash());
  rmSync(join(root, "next.config.mjs"));
  seen.push(hash());
  rmSync(join(root, "app/layout.tsx"));
  writeFileSync(join(root, "app/frame.tsx"), "layout");
  seen.push(hash());
  expect(new Set(seen).size).toBe(5);
});

test("text that moves from one file to the next changes the hash", () => {
  writeFileSync(join(root, "app/a.ts"), "ab");
  writeFileSync(join(root, "app/b.ts"), "c");
  const before = hash();
  writeFileSync(join(root, "app/a.ts"), "a");
  writeFileSync(join(root, "app/b.ts"), "bc");
  expect(hash()).not.toBe(before);
});

test("tests and hidden files are no sources", () => {
  const before = hash();
  writeFileSync(join(root, "app/rooms/page.test.ts"), "test");
  writeFileSync(join(root, "app/.DS_Store"), "noise");
  expect(hash()).toBe(before);
});
