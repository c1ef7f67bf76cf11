import { dashboardViewSchema } from "@/lib/dashboard/schema";

/** The ranges that end now, shortest first. */
export const ranges = dashboardViewSchema.shape.range.unwrap().options;
