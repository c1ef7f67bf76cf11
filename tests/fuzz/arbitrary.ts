import fc, { type Arbitrary } from "fast-check";
import type { Schema } from "./collect";

/** What breaks programs: odd texts, odd numbers, things of another kind. */
const oddTexts = [
  ...["", " ", "\0", "a\0b", "\uD800", "\uDC00x", "\uFEFF", "\u202Eabc", "👩‍👩‍👧‍👦", "ﷺ", "İ", "ß"],
  ...["'", '"', "';--", "%", "_", "\\", "*", '"a" OR', "NEAR(", "{}", "[]", "null", "undefined"],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "../../etc/passwd",
    "..%2f",
    "/",
    "//",
    "?",
    "#",
    "%zz",
  ],
  ...["<script>", "javascript:1", "http://127.0.0.1/", "https://[::1]/", "https://a@b:99999/"],
  ...["0", "-0", "-1", "1e309", "NaN", "9007199254740993", "1.5", "0x10", "２", "2026-02-30", "+1"],
];
const oddNumbers = [
  0,
  -0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  -(2 ** 53),
  5e-324,
  2 ** 31,
  8_640_000_000_000_001,
];

const oddText = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.integer({ min: 200, max: 9000 }).map((length) => "漢".repeat(length)),
);
const odd = fc.oneof(
  { weight: 4, arbitrary: oddText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...oddNumbers, null, true, false, [], {}) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...oddTexts), { maxLength: 120 }) },
);

/** Values that mostly fit the schema, and here and there, at any depth, do not. */
export function toArbitrary(schema: Schema): Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: toFitting(schema) }, { weight: 1, arbitrary: odd });
}

function toFitting(schema: Schema): Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  const choices = listOf(schema.enum);
  if (choices.length > 0) return fc.constantFrom(...choices);
  const variants = [...listOf(schema.anyOf), ...listOf(schema.oneOf)].filter(isSchema);
  if (variants.length > 0) return fc.oneof(...variants.map(toFitting));
  switch (schema.type) {
    case "object":
      return toObject(schema);
    case "array":
      return fc.array(isSchema(schema.items) ? toArbitrary(schema.items) : odd, { maxLength: 8 });
    case "string":
      return toText(schema);
    case "integer":
      return fc.integer({
        min: Math.max(numberOf(schema.minimum, -1), -(2 ** 31)),
        max: Math.min(numberOf(schema.maximum, 1000), 2 ** 40),
      });
    case "number":
      return fc.double({ min: numberOf(schema.minimum, -10), max: numberOf(schema.maximum, 1e6) });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return odd;
  }
}

/** With every field that has to be there, mostly; some of the others; now and then one that nobody knows. */
function toObject(schema: Schema): Arbitrary<unknown> {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const fields = Object.entries(properties).flatMap(([name, field]) =>
    isSchema(field) ? [[name, toArbitrary(field)] as const] : [],
  );
  const record = fc.record(Object.fromEntries(fields), {
    requiredKeys: listOf(schema.required).filter((name) => typeof name === "string"),
  });
  const unknown = fc.dictionary(fc.constantFrom("__proto__", "constructor", "extra", ""), odd, {
    maxKeys: 1,
    noNullPrototype: true,
  });
  return fc
    .tuple(record, fc.option(unknown, { freq: 8 }), fc.option(fc.nat(20), { freq: 8 }))
    .map(([value, extra, missing]) => {
      const entries = Object.entries(value).filter((_, index) => index !== missing);
      return Object.fromEntries([...entries, ...Object.entries(extra ?? {})]);
    });
}

function toText(schema: Schema): Arbitrary<string> {
  const { pattern } = schema;
  const max = numberOf(schema.maxLength, 60);
  const free = fc.oneof(
    fc.string({
      unit: "grapheme",
      minLength: numberOf(schema.minLength, 0),
      maxLength: Math.min(max, 60),
    }),
    oddText,
  );
  if (typeof pattern !== "string") return free;
  try {
    return fc.oneof({ weight: 6, arbitrary: fc.stringMatching(new RegExp(pattern)) }, free);
  } catch {
    return free;
  }
}

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown, otherwise: number) =>
  typeof value === "number" ? value : otherwise;

/** Headers that we read, or that a router might. */
export const headers: Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(
    ...["accept-language", "cookie", "authorization", "range", "if-none-match", "user-agent"],
    ...["idempotency-key", "x-plaza-user", "content-type", "origin", "sec-fetch-site", "accept"],
    ...["x-forwarded-host", "x-forwarded-proto", "x-http-method-override", "rsc", "next-action"],
  ),
  fc.oneof(
    fc.constantFrom(
      "",
      "bytes=-1",
      "bytes=9-1",
      "W/",
      "*",
      "Bearer ",
      "Bearer plz_x",
      "Basic Og==",
    ),
    fc.constantFrom("zh-Hant;q=9", "en-XX-u-nu-hanidec", "a=%ff; theme=x; locale=%", "null", "1"),
    fc.string({ maxLength: 60 }).map((text) => text.replace(/[^\x20-\x7E]/g, "")),
  ),
  { maxKeys: 2, noNullPrototype: true },
);

/** A body that is no JSON, or is it by accident. */
export const rawBody: Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
  fc
    .constantFrom("", "{", "[1", '{"a":1}{', '"\\ud800"', "1e999", `${"[".repeat(9000)}`, "a=b&c")
    .map((text) => new TextEncoder().encode(text)),
);

/** A segment of an address, before it is encoded. */
export const segment: Arbitrary<string> = fc.oneof(oddText, fc.string({ maxLength: 40 }));
