import type { IsolateState } from "../../platform/isolate";
import type { Report } from "./schema";

/** What an isolate answered last, for when every store fails. A report of 500 paths takes about 200 KB. */
const maxReports = 20;

type LastGood = Map<string, Report>;

function lastGood(isolate: IsolateState): LastGood {
  return isolate("report.last-good", () => new Map());
}

export function rememberReport(isolate: IsolateState, key: string, report: Report): void {
  const reports = lastGood(isolate);
  reports.delete(key);
  reports.set(key, report);
  for (const oldest of reports.keys()) {
    if (reports.size <= maxReports) break;
    reports.delete(oldest);
  }
}

export function recallReport(isolate: IsolateState, key: string): Report | null {
  return lastGood(isolate).get(key) ?? null;
}
