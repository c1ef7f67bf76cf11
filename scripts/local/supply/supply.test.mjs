import { expect, test } from "vitest";
import { readAudit } from "./audit.mjs";
import { isAllowed } from "./licences.mjs";
import { findSecrets } from "./secrets.mjs";

const letters = (count) => "aB3".repeat(count).slice(0, count);

test("what looks like a secret is found by its line", () => {
  // Put together here, so that this file holds none.
  const secrets = [
    ["a private key", `-----BEGIN EC ${"PRIVATE"} KEY-----`],
    ["a key of AWS", `key: ${"AKIA"}${"A1".repeat(8)}`],
    ["a token of GitHub", `ghp${"_"}${letters(36)}`],
    ["a token of Plaza", `plz${"_"}${letters(38)}`],
    ["a secret of a webhook", `whsec${"_"}${letters(44)}`],
    ["a password in an address", `postgres://plaza:${letters(12)}@db.example.com/plaza`],
    ["a secret that is assigned", `AUTH_${"SECRET"}=${letters(43)}`],
    ["a secret that is assigned", `  "api${"Key"}": "${letters(40)}",`],
  ];
  for (const [kind, line] of secrets) {
    expect(findSecrets(`first\n${line}\nlast`)).toEqual([{ line: 2, kind, text: line }]);
  }
});

test("what only talks of secrets is none", () => {
  const lines = [
    "AUTH_SECRET=…",
    "const secret = await createSecretForWebhookOfBotWithAVeryLongName(deps);",
    "secret: z.string().check(z.regex(/^[0-9A-Za-z]{32}$/)),",
    '"integrity": "sha512-abc"',
    "https://user@example.com/",
  ];
  expect(findSecrets(lines.join("\n"))).toEqual([]);
});

test("a licence has to be on the list, each part of it", () => {
  const said = ["MIT", "(MIT OR GPL-3.0)", "Apache-2.0 AND MIT", "MIT AND GPL-3.0", "GPL-3.0", ""];
  expect(said.map(isAllowed)).toEqual([true, true, true, false, false, false]);
});

test("an audit tells high and critical holes, and nothing where nobody answered", () => {
  const via = [{ title: "Reads everything" }];
  const vulnerabilities = {
    a: { name: "a", severity: "critical", via },
    b: { name: "b", severity: "moderate", via },
    c: { name: "c", severity: "high", via: ["a"] },
  };
  expect(readAudit(JSON.stringify({ vulnerabilities }))).toEqual({
    holes: [
      { name: "a", severity: "critical", title: "Reads everything" },
      { name: "c", severity: "high", title: "through a" },
    ],
  });
  const silence = { holes: [], note: "the registry was not there to audit" };
  expect(readAudit('{"message": "405 Method Not Allowed"}')).toEqual(silence);
  expect(readAudit("")).toEqual(silence);
});
