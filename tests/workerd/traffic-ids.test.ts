import { expect, test } from "vitest";
import { toEventId } from "../../lib/traffic/domain";

test("a million requests have a million ids", async () => {
  const ids = new Set<string>();
  for (let batch = 0; batch < 100; batch += 1) {
    const made = Array.from({ length: 10_000 }, (_, index) =>
      // All in the same millisecond, from one address, on one path: only the request id differs.
      toEventId(1_795_176_000_000, {
        ip: "203.0.113.7",
        path: "/",
        requestId: `${batch}.${index}`,
      }),
    );
    for (const id of await Promise.all(made)) ids.add(id);
  }
  expect(ids.size).toBe(1_000_000);
  expect(ids.values().next().value).toMatch(/^\d{13}-[0-9a-f]{16}$/);
});
