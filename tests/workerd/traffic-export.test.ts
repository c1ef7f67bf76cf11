import { env } from "cloudflare:workers";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { beforeEach, describe, expect, it } from "vitest";
import { parseInput } from "../../lib/http/read-body";
import { exportEvents } from "../../lib/traffic/replay/export";
import { exportQuerySchema } from "../../lib/traffic/replay/query";
import { testDeps } from "./support/deps";
import { insertRawEvents, numberedEvent } from "./support/traffic-rows";

const day = "2026-11-18";
const nextDay = "2026-11-19";

const queryOf = (fields: Record<string, string> = {}) =>
  parseInput(exportQuerySchema, { from: day, to: "2026-11-20", ...fields });

async function exportText(fields: Record<string, string> = {}): Promise<string> {
  const { body } = await exportEvents(testDeps(), queryOf(fields));
  return new Response(body).text();
}

const parseLines = (text: string) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line): Record<string, unknown> => JSON.parse(line));

beforeEach(async () => {
  await env.TRAFFIC_DB.batch(
    ["traffic_events", "archives"].map((table) => env.TRAFFIC_DB.prepare(`DELETE FROM ${table}`)),
  );
});

describe("an export of raw days", () => {
  it("gives the events of the range in the order of time, complete when asked for", async () => {
    const events = [numberedEvent(nextDay, 5), numberedEvent(day, 7), numberedEvent(day, 3)];
    await insertRawEvents([
      ...events,
      numberedEvent("2026-11-17", 1),
      numberedEvent("2026-11-20", 0),
    ]);
    const lines = parseLines(await exportText({ anonymize: "false" }));
    expect(lines).toEqual([events[2], events[1], events[0]]);
  });

  it("holds what lies from `from` on and before `to`", async () => {
    await insertRawEvents([10, 20, 30].map((n) => numberedEvent(day, n)));
    const start = Date.parse(`${day}T00:00:00Z`);
    const text = await exportText({ from: String(start + 10), to: String(start + 30) });
    expect(parseLines(text).map(({ timestamp }) => timestamp)).toEqual([start + 10, start + 20]);
  });

  it("tells nothing of who asked for what unless told to", async () => {
    await insertRawEvents([numberedEvent(day, 1)]);
    const answers = await Promise.all(
      ["jsonl", "csv", "parquet"].map((format) => exportText({ format })),
    );
    for (const text of answers) {
      expect(text).toContain("/route/[1]");
      for (const secret of ["secret-path", "SecretAgent", "dead000", "0000000000000001"]) {
        expect(text).not.toContain(secret);
      }
    }
    expect(parseLines(answers[0] ?? "")).toEqual([
      {
        timestamp: 1794960000001,
        route: "/route/[1]",
        method: "GET",
        status: 200,
        responseTime: 0.125,
        country: "DE",
        bot: false,
        weight: 1,
      },
    ]);
  });

  it("writes CSV that neither breaks lines nor runs formulas", async () => {
    const odd = numberedEvent(day, 1, {
      path: '/a,"b"\n',
      route: "(other)",
      userAgent: "=HYPERLINK(1)",
      clientIpHash: null,
    });
    await insertRawEvents([odd]);
    expect(await exportText({ format: "csv", anonymize: "false" })).toBe(
      [
        "version,id,timestamp,route,method,status,responseTime,country,bot,weight,path,clientIpHash,userAgent",
        `1,${odd.id},2026-11-18T00:00:00.001Z,(other),GET,200,0.125,DE,false,1,"/a,""b""\n",,'=HYPERLINK(1)`,
        "",
      ].join("\r\n"),
    );
  });

  it("writes Parquet with types, over several row groups", async () => {
    await insertRawEvents(Array.from({ length: 41_000 }, (_, n) => numberedEvent(day, n)));
    const { body, contentType } = await exportEvents(testDeps(), queryOf({ format: "parquet" }));
    const file = await new Response(body).arrayBuffer();
    const { row_groups: groups, num_rows: rows } = parquetMetadata(file);
    expect([contentType, groups.length, rows]).toEqual([
      "application/vnd.apache.parquet",
      3,
      41_000n,
    ]);
    const [last] = await parquetReadObjects({ file, rowStart: 40_999 });
    expect(last).toEqual({
      timestamp: new Date("2026-11-18T00:00:40.999Z"),
      route: "/route/[19]",
      method: "GET",
      status: 200,
      responseTime: 124.875,
      country: "DE",
      bot: false,
      weight: 1,
    });
  });

  it("gives one path's events alone when asked for, and names it in the file", async () => {
    await insertRawEvents([
      numberedEvent(day, 1, { route: "/share/[id]" }),
      numberedEvent(day, 2, { route: "/share/[id]/embed" }),
      numberedEvent(nextDay, 3, { route: "/share/[id]" }),
    ]);
    const fields = { path: "/share/[id]" };
    const times = parseLines(await exportText(fields)).map(({ timestamp }) => timestamp);
    expect(times).toEqual([1794960000001, 1795046400003]);
    const { fileName } = await exportEvents(testDeps(), queryOf(fields));
    expect(fileName).toBe("plaza-events-20261118T0000-20261120T0000-share-id-anonymised.jsonl");
    const home = await exportEvents(testDeps(), queryOf({ path: "/", anonymize: "false" }));
    expect(home.fileName).toBe("plaza-events-20261118T0000-20261120T0000-root.jsonl");
  });

  it("is a file without rows where nothing happened", async () => {
    expect(await exportText()).toBe("");
    expect(await exportText({ format: "csv" })).toMatch(/^timestamp,route[^\n]*\r\n$/);
    const { body } = await exportEvents(testDeps(), queryOf({ format: "parquet" }));
    expect(parquetMetadata(await new Response(body).arrayBuffer()).num_rows).toBe(0n);
  });

  it("names the file by its range and by what is left out", async () => {
    const { fileName } = await exportEvents(testDeps(), queryOf({ format: "csv" }));
    expect(fileName).toBe("plaza-events-20261118T0000-20261120T0000-anonymised.csv");
    const whole = await exportEvents(testDeps(), queryOf({ anonymize: "false" }));
    expect(whole.fileName).toBe("plaza-events-20261118T0000-20261120T0000.jsonl");
  });
});

describe("questions that are not answered", () => {
  const refusal = (fields: Record<string, string>) => {
    try {
      queryOf(fields);
      return "accepted";
    } catch (error) {
      const { options } = error as { options: { errors: { field: string }[] } };
      return options.errors.map(({ field }) => field).join(" ");
    }
  };

  it("are refused by their field", () => {
    expect(refusal({ from: "yesterday" })).toBe("from");
    expect(refusal({ from: "2026-13-01" })).toBe("from");
    expect(refusal({ from: "2026-02-31" })).toBe("from");
    expect(refusal({ to: "-1" })).toBe("to");
    expect(refusal({ to: day })).toBe("to");
    expect(refusal({ from: "2025-11-18" })).toBe("to");
    expect(refusal({ format: "xlsx" })).toBe("format");
    expect(refusal({ anonymize: "no" })).toBe("anonymize");
    expect(refusal({ anonymize: "" })).toBe("anonymize");
    expect(refusal({ path: "" })).toBe("path");
    expect(refusal({ path: "(other)" })).toBe("path");
  });

  it("times are milliseconds, days, hours or instants", () => {
    const start = 1794960000000;
    expect(queryOf({ from: String(start) }).from).toBe(start);
    expect(queryOf({ from: "2026-11-18T14" }).from).toBe(start + 14 * 3_600_000);
    expect(queryOf({ from: "2026-11-18T14:30:05.5Z" }).from).toBe(start + 52_205_500);
    expect(queryOf({ from: "2026-11-18T14:30:05+01:00" }).from).toBe(start + 48_605_000);
    expect(queryOf().anonymize).toBe(true);
  });
});
