import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { alertLimits } from "./domain";

const runbook = readFileSync("docs/operations.md", "utf8").split("\n## Alerts\n")[1] ?? "";

test.each(Object.keys(alertLimits))(
  "the runbook says of %s what it means, what to look at and do, and when it closes",
  (rule) => {
    const section = runbook.split(`### \`${rule}\`\n`)[1]?.split("\n#")[0] ?? "";
    const said = [...section.matchAll(/^- \*\*(\w[\w ]*):\*\* \S/gm)].map((match) => match[1]);
    expect(said).toEqual(["Means", "Look at", "Do", "Closes"]);
  },
);

test("the runbook's table has a limit where a rule has one, and none where it has none", () => {
  const rows = [...runbook.matchAll(/^\| `(\w+)` +\|[^|]*\|([^|]*)\|([^|]*)\|$/gm)].map((match) => {
    return [match[1], { warning: match[2]?.trim() !== "", critical: match[3]?.trim() !== "" }];
  });
  const limits = Object.entries(alertLimits).map(([rule, { warning, critical }]) => {
    return [rule, { warning: warning !== null, critical: critical !== null }];
  });
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(limits));
});
