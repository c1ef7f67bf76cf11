import { describe, expect, it } from "vitest";
import { alertLimits, byUrgency, readAlertFilters, toAlertSearch } from "./domain";
import { alertRules, type Alert } from "./schema";

describe("the filters of the page", () => {
  it.each(["", "state=open", "rule=lag&severity=critical", "state=closed&severity=warning"])(
    "come back from the address %j as they went into it",
    (search) => {
      expect(toAlertSearch(readAlertFilters(new URLSearchParams(search)))).toBe(search);
    },
  );

  it("are as if they were not there when they do not parse", () => {
    const search = new URLSearchParams("state=shut&rule=toString&severity=bad");
    expect(readAlertFilters(search)).toEqual({ state: "all", rule: null, severity: null });
  });
});

it("puts critical alerts first, then the oldest", () => {
  const alert = (id: string, severity: Alert["severity"], openedAt: number): Alert => ({
    id,
    rule: "lag",
    severity,
    value: 1,
    unit: "ms",
    detail: "",
    openedAt,
    updatedAt: openedAt,
    closedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgedByName: null,
  });
  const alerts = [alert("a", "warning", 1), alert("b", "critical", 9), alert("c", "critical", 3)];
  expect(alerts.sort(byUrgency).map(({ id }) => id)).toEqual(["c", "b", "a"]);
});

it("has for every rule a limit above which it warns or is critical", () => {
  for (const rule of Object.keys(alertRules)) {
    const limits = Object.entries(alertLimits).find(([name]) => name === rule)?.[1];
    expect([rule, limits?.warning ?? limits?.critical]).toEqual([rule, expect.anything()]);
  }
});
