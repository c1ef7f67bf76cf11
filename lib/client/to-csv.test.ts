import { expect, it } from "vitest";
import { toCsv } from "./to-csv";

it("neither breaks lines nor runs formulas", () => {
  const rows = [
    ["path", "p95"],
    ['/a,"b"', 12.5],
    ["=HYPERLINK(1)", null],
    ["line\nbreak", -3],
  ];
  expect(toCsv(rows)).toBe(
    'path,p95\r\n"/a,""b""",12.5\r\n\'=HYPERLINK(1),\r\n"line\nbreak",-3\r\n',
  );
});
