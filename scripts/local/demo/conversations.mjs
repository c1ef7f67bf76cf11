import { chineseCorner } from "./rooms/chinese-corner.mjs";
import { gardenPlan } from "./rooms/garden-plan.mjs";
import { marketDay } from "./rooms/market-day.mjs";
import { mira } from "./rooms/mira.mjs";
import { trailReports } from "./rooms/trail-reports.mjs";
import { welcome } from "./rooms/welcome.mjs";
import { workshop } from "./rooms/workshop.mjs";

/**
 * Rooms with what is said in them: threads of lines `[who, text]`, in order. `@Name` becomes a mention; a third element
 * is a reaction.
 */
export const rooms = [welcome, marketDay, workshop, chineseCorner, gardenPlan, trailReports, mira];
