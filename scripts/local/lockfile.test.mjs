import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { completeLockfile, toPlatform } from "./lockfile.mjs";
import { root } from "./paths.mjs";

test("the project's lockfile names the packages of every platform, so that npm ci takes it", () => {
  const lockfile = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  expect(completeLockfile(lockfile).added).toEqual([]);
});

test("what is missing is put beside its siblings", () => {
  const optionalDependencies = { "@x/core-linux-x64": "1.2.3", "@x/core-darwin-arm64": "1.2.3" };
  const packages = {
    "": {},
    "node_modules/tool/node_modules/core": { version: "1.2.3", dev: true, optionalDependencies },
    "node_modules/tool/node_modules/@x/core-linux-x64": { version: "1.2.3" },
    "node_modules/@x/core-darwin-arm64": { version: "1.0.0" },
  };
  const { lockfile, added } = completeLockfile({ packages });
  const path = "node_modules/tool/node_modules/@x/core-darwin-arm64";
  expect(added).toEqual([path]);
  expect(lockfile.packages[path]).toEqual({
    version: "1.2.3",
    cpu: ["arm64"],
    os: ["darwin"],
    dev: true,
    optional: true,
  });
});

test("a platform is read from a package's name", () => {
  expect(toPlatform("@next/swc-linux-arm64-musl")).toEqual({
    cpu: ["arm64"],
    libc: ["musl"],
    os: ["linux"],
  });
  expect(toPlatform("@cloudflare/workerd-windows-64")).toEqual({ cpu: ["x64"], os: ["win32"] });
  expect(toPlatform("@tailwindcss/oxide-wasm32-wasi")).toEqual({ cpu: ["wasm32"] });
  expect(toPlatform("@oxc/binding-linux-arm-gnueabihf")).toEqual({ cpu: ["arm"], os: ["linux"] });
  expect(toPlatform("fsevents")).toBeNull();
});
