import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { splitMigration } from "./migrations.mjs";

test("a migration falls apart at the generator's marks", () => {
  const text = [
    "CREATE TABLE `a` (`id` text);",
    "--> statement-breakpoint",
    "CREATE INDEX `a_id` ON `a` (`id`);--> statement-breakpoint",
    "INSERT INTO `a` VALUES ('x;y');",
    "",
  ].join("\n");
  expect(splitMigration(text)).toEqual([
    "CREATE TABLE `a` (`id` text);",
    "CREATE INDEX `a_id` ON `a` (`id`);",
    "INSERT INTO `a` VALUES ('x;y');",
  ]);
});

test("a trigger keeps its inner statements", () => {
  const trigger =
    "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\n  DELETE FROM c;\nEND;";
  expect(splitMigration(trigger)).toEqual([trigger]);
});

test("comments and empty parts are no statements", () => {
  const text = "-- why\n--> statement-breakpoint\n\n--> statement-breakpoint\n-- and\nSELECT 1;";
  expect(splitMigration(text)).toEqual(["-- and\nSELECT 1;"]);
});

test("a migration that does more than add is named in the notes on rolling back", () => {
  const notes = readFileSync("docs/operations.md", "utf8")
    .split("## Rolling back")[1]
    .split("\n## ")[0];
  const doesMore = /^\s*(DROP|DELETE|UPDATE)\b|^\s*ALTER TABLE .* (DROP|RENAME)\b/im;
  const files = ["db", "traffic"].flatMap((name) => {
    const dir = `drizzle/migrations/${name}`;
    return readdirSync(dir).flatMap((file) => (file.endsWith(".sql") ? [`${dir}/${file}`] : []));
  });
  const found = files.filter((file) => {
    return splitMigration(readFileSync(file, "utf8")).some((each) =>
      doesMore.test(each.replace(/^\s*--.*$/gm, "")),
    );
  });
  expect(found).toContain("drizzle/migrations/db/0013_index_by_day.sql");
  for (const file of found) expect(notes).toContain(`\`${/(\w+)\.sql$/.exec(file)[1]}\``);
});
