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
