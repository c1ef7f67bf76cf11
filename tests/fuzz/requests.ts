import fc, { type Arbitrary } from "fast-check";
import { headers, rawBody, segment, toArbitrary } from "./arbitrary";
import type { FuzzedCall } from "./collect";

export type FuzzedRequest = {
  /** Who sends it. */
  as: "admin" | "member" | "visitor";
  /** What stands for each parameter of the address: null for what is really there. */
  segments: (string | null)[];
  query: Record<string, unknown>;
  content: { kind: "json"; value: unknown } | { kind: "raw"; bytes: Uint8Array<ArrayBuffer> };
  headers: Record<string, string>;
};

/** Already encoded, or broken on the way. */
const brokenSegments = ["%zz", "%ff", "%00", "%E0%A4%A", "..%2f..", "%2e%2e", "%", ";", "@"];

const anyQuery = fc.dictionary(
  fc.constantFrom("q", "limit", "cursor", "ids", "next", "error", "__proto__", "a[b]", ""),
  segment,
  { maxKeys: 3, noNullPrototype: true },
);

/** Requests of one call, mostly such as its route expects. */
export function toRequests(call: FuzzedCall): Arbitrary<FuzzedRequest> {
  const count = [...call.template.matchAll(/\[[^\]]+\]/g)].length;
  const one = fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: segment.map((text) => encodeURIComponent(toShort(text))) },
    { weight: 1, arbitrary: fc.constantFrom(...brokenSegments) },
  );
  const query = call.query ? toArbitrary(call.query) : anyQuery;
  const json = call.body ? toArbitrary(call.body) : fc.jsonValue({ maxDepth: 2 });
  return fc.record({
    as: fc.oneof(
      { weight: 5, arbitrary: fc.constant("admin" as const) },
      { weight: 3, arbitrary: fc.constant("member" as const) },
      { weight: 1, arbitrary: fc.constant("visitor" as const) },
    ),
    segments: fc.array(one, { minLength: count, maxLength: count }),
    query: query.map((value) =>
      typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {},
    ),
    content: fc.oneof(
      { weight: 8, arbitrary: json.map((value) => ({ kind: "json" as const, value })) },
      { weight: 1, arbitrary: rawBody.map((bytes) => ({ kind: "raw" as const, bytes })) },
    ),
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
  });
}

/** The address with its parameters; `there` has what is really there, by the name of the parameter. */
export function toPath(
  template: string,
  { segments, query }: Pick<FuzzedRequest, "segments" | "query">,
  there: Record<string, string>,
): string {
  let index = -1;
  const path = template.replace(/\[([^\]]+)\]/g, (_, name: string) => {
    index += 1;
    return segments[index] ?? there[name] ?? "A".repeat(16);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    search.append(name, toShort(text));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** What is sent: JSON as it would be written, which leaves `undefined` out, or bytes. */
export function toBody({ content }: Pick<FuzzedRequest, "content">) {
  return content.kind === "raw" ? content.bytes : JSON.stringify(content.value);
}

/** A lone surrogate cannot be sent, and an address over 8 KB never reaches us: what stands in front refuses it. */
const toShort = (text: string) =>
  text
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .slice(0, 250)
    .replace(/\p{Surrogate}/gu, "");
