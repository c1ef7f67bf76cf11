import { invalidField, PlazaError } from "../../http/problem";
import type { Deps } from "../../platform/deps";
import { settleNow } from "../effects";
import type { Person } from "../schema";
import { isActiveAdmin } from "../store/people";
import { mayApply, toStep } from "./domain";
import type { DecidePartner, HostProfile } from "./schema";
import { deleteApplication, findHostProfile, insertApplication, updatePartner } from "./store";

/** My host profile with what was decided about it, or null. */
export async function findOwnPartner(deps: Deps, person: Person): Promise<HostProfile | null> {
  return findHostProfile(deps.db, person.id);
}

/**
 * Applies to be a partner, also again after having been declined; while an application waits, its text is replaced.
 * Throws `conflict` for approved and suspended partners.
 */
export async function applyAsPartner(
  deps: Deps,
  person: Person,
  { profile }: { profile: string },
): Promise<HostProfile> {
  const application = { userId: person.id, profile, now: deps.now() };
  const effectId = await insertApplication(deps.db, application);
  if (effectId) await settleNow(deps, effectId);
  const own = await findHostProfile(deps.db, person.id);
  if (!own) throw new PlazaError("not_signed_in");
  // Without an effect it is either the text that waits already, or no longer mine to change.
  if (!effectId && !(mayApply(own.status) && own.profile === profile)) {
    throw new PlazaError("conflict", { detail: `The profile is ${own.status}` });
  }
  return own;
}

/** Takes back an application that waits; nothing happens without one. Throws `conflict` once it was decided. */
export async function withdrawApplication(deps: Deps, person: Person): Promise<void> {
  const effectId = await deleteApplication(deps.db, person.id, deps.now());
  if (effectId) return settleNow(deps, effectId);
  const own = await findHostProfile(deps.db, person.id);
  if (own) throw new PlazaError("conflict", { detail: `The profile is ${own.status}` });
}

/**
 * Approves (also: reinstates), declines or suspends somebody. It holds on their next request. The same decision again
 * answers what stands. Throws `invalid_input` for oneself, `not_found`, `forbidden`, and `conflict` when the profile is
 * not (or not any more) what the decision was about.
 */
export async function decidePartner(
  deps: Deps,
  actor: Person,
  userId: string,
  decision: DecidePartner,
): Promise<HostProfile> {
  if (userId === actor.id) throw invalidField("userId", "You cannot decide about yourself");
  const change = { ...decision, actorId: actor.id, userId, now: deps.now() };
  const effectId = await updatePartner(deps.db, change);
  if (effectId) await settleNow(deps, effectId);
  const profile = await findHostProfile(deps.db, userId);
  if (!profile) throw new PlazaError("not_found");
  if (effectId || profile.status === toStep(decision.decision).to) return profile;
  if (!(await isActiveAdmin(deps.db, actor.id))) throw new PlazaError("forbidden");
  throw new PlazaError("conflict", { detail: `The profile is ${profile.status}` });
}
