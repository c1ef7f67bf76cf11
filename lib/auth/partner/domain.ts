import type { Partner } from "../schema";
import type { HostStatus, PartnerDecision } from "./schema";

/** Pure rules of a partner's life: none → pending → approved → suspended. */

type Step = { from: readonly HostStatus[]; to: HostStatus };

const steps: Record<PartnerDecision, Step> = {
  approve: { from: ["pending", "suspended"], to: "approved" },
  decline: { from: ["pending"], to: "declined" },
  suspend: { from: ["approved"], to: "suspended" },
};

/** From where a decision leads, and where to. */
export function toStep(decision: PartnerDecision): Step {
  return steps[decision];
}

/** Whether somebody with such a profile (null: none) may send in an application, or change the one that waits. */
export function mayApply(status: HostStatus | null): boolean {
  return status === null || status === "pending" || status === "declined";
}

/** The partner that a request knows: a profile that was declined is none. */
export function toPartner(id: string | null, status: HostStatus | null): Partner {
  return id === null || status === null || status === "declined" ? null : { id, status };
}
