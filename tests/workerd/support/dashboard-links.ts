import { defaultView } from "../../../lib/dashboard/domain";
import type { DashboardView } from "../../../lib/dashboard/schema";
import { createPerson } from "./chat";
import { testDeps } from "./deps";

/** The moment of these tests. */
export const now = Date.parse("2026-11-20T14:20:00Z");

/** The deps of a request at a moment. */
export const at = (time: number) => testDeps({ now: () => time });

export const createAdmin = () => createPerson({ role: "admin", name: "Ada" });

/** A view that differs from the default one in these fields. */
export const viewOf = (fields: Partial<DashboardView>): DashboardView => ({
  ...defaultView,
  ...fields,
});
