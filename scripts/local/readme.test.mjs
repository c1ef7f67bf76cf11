import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toBill, toOperations, toTicketOperations } from "../cost/model.mjs";
import { basePrice, toDollars } from "../cost/prices.mjs";
import { knownVariables } from "./variables.mjs";

const readme = readFileSync("README.md", "utf8");
const contributing = readFileSync("CONTRIBUTING.md", "utf8");
const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));

/** The rows of the table below a heading, as cells without spaces around them. */
function readTable(heading) {
  const section = readme.split(`\n## ${heading}\n`)[1].split("\n## ")[0];
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("every command of the README and of CONTRIBUTING is there, and every command is in one of them", () => {
  const named = `${readme}${contributing}`.matchAll(
    /npm (?:run ([a-z][a-z0-9:-]*)|(start|test)\b)/g,
  );
  const documented = new Set([...named].map((match) => match[1] ?? match[2]));
  expect([...documented].filter((name) => !scripts[name])).toEqual([]);
  const steps = scripts.check.split("&&").map((step) => step.trim().replace("npm run ", ""));
  // The adapter calls it by that name.
  const known = new Set([...documented, ...steps, "build"]);
  expect(Object.keys(scripts).filter((name) => !known.has(name))).toEqual([]);
});

test("the configuration table names every variable, and none that there is not", () => {
  const cells = readTable("Configuration").map(([cell]) => cell);
  const names = cells.flatMap((cell) =>
    [...cell.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name),
  );
  const expected = ["PORT", "HOST", "PLAZA_STATE_DIR", ...knownVariables()];
  expect([...names].sort()).toEqual(expected.sort());
});

test("what it costs is what the model says", () => {
  const cents = (dollars) => dollars.toFixed(2);
  const table = readTable("What it costs");
  expect(table).toHaveLength(4);
  for (const [requests, people, ...prices] of table) {
    const [requestsPerDay, members] = [requests, people].map((cell) =>
      Number(cell.replaceAll(",", "")),
    );
    const isolates = requestsPerDay > 100_000 ? 10 : 4;
    const site = toDollars("requests", requestsPerDay * 30);
    const traffic = { requestsPerDay, isolates, flushMs: 10_000 };
    const statistics = toBill(toOperations("single-consumer", traffic)).dollars;
    const tickets = toBill(toTicketOperations("kv", { members, ticketsPerMember: 10 })).dollars;
    const sum = basePrice + site + statistics + tickets;
    expect(prices).toEqual([site, statistics, tickets, sum].map(cents));
  }
});
