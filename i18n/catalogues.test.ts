import { readFileSync } from "node:fs";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { localeSchema } from "../lib/auth/schema";
import { problemCodes } from "../lib/http/problem";
import { namespaces } from "./namespaces";

function texts(locale: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const namespace of namespaces) {
    const file = new URL(`../messages/${locale}/${namespace}.json`, import.meta.url);
    collect(JSON.parse(readFileSync(file, "utf8")), namespace, found);
  }
  return found;
}

function collect(value: unknown, key: string, into: Map<string, string>): void {
  if (typeof value === "string") {
    into.set(key, value);
    return;
  }
  if (typeof value !== "object" || value === null) throw new Error(`${key} is not a text`);
  for (const [name, inner] of Object.entries(value)) collect(inner, `${key}.${name}`, into);
}

/** The arguments and tags of an ICU text with their kind, sorted: `count:plural`, `name:argument`. */
function placeholders(elements: MessageFormatElement[]): string[] {
  const found = new Set<string>();
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    found.add(`${element.value}:${TYPE[element.type]}`);
    if (element.type === TYPE.tag) placeholders(element.children).forEach((it) => found.add(it));
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const option of Object.values(element.options)) {
        placeholders(option.value).forEach((it) => found.add(it));
      }
    }
  }
  return [...found].sort();
}

const english = texts("en");

describe.each(localeSchema.options)("the catalogue %s", (locale) => {
  const catalogue = texts(locale);

  it("has the keys of the English one, no more and no fewer", () => {
    expect([...catalogue.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("has no empty text", () => {
    expect([...catalogue].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("takes the same arguments as the English one in every text", () => {
    const differing = [...catalogue].filter(([key, text]) => {
      const here = placeholders(parse(text)).join();
      return here !== placeholders(parse(english.get(key) ?? "")).join();
    });
    expect(differing).toEqual([]);
  });

  it("has a text for every problem code", () => {
    const missing = problemCodes.filter((code) => !catalogue.has(`problems.${code}`));
    expect(missing).toEqual([]);
  });
});
