import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseVars } from "./secrets.mjs";
import { readSettings } from "./settings.mjs";
import { knownVariables } from "./variables.mjs";
import { toWorkerFirst } from "./workers.mjs";

test("the names of the product's variables are found in its schema", () => {
  const names = knownVariables();
  expect(names).toContain("AUTH_SECRET");
  expect(names).toContain("LIMIT_POSTS_PER_10_SECONDS");
  expect(names).toContain("EXPOSE_COST");
  expect(names).not.toContain("DB");
});

test("the README's configuration table names every variable", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(knownVariables().filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test("variables are read line by line, with or without quotes", () => {
  const text = "# note\nA=1\nB=\"two words\"\nexport C='x'\nD=a=b\r\nnot a line\nA=2\n";
  expect(parseVars(text)).toEqual({ A: "2", B: "two words", C: "x", D: "a=b" });
});

test("the settings have defaults, and a port must be one", () => {
  expect(readSettings({})).toEqual({ port: 8788, host: "127.0.0.1", stateDir: ".plaza" });
  expect(readSettings({ PORT: "80", PLAZA_STATE_DIR: "/x" })).toMatchObject({
    port: 80,
    stateDir: "/x",
  });
  for (const port of ["abc", "70000", "1.5"]) {
    expect(() => readSettings({ PORT: port })).toThrow("is not a port number (1 to 65535)");
  }
});

test("what Pages excludes from the worker goes to the files", () => {
  expect(toWorkerFirst({ include: ["/*"], exclude: ["/_next/static/*", "/a"] })).toEqual([
    "/*",
    "!/_next/static/*",
    "!/a",
  ]);
});
