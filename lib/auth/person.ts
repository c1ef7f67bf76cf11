import { CacheKeys } from "../cache/keys";
import type { Versioned } from "../cache/cache";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { toPerson } from "./domain";
import {
  partnerSchema,
  personRecordSchema,
  type Claims,
  type Partner,
  type Person,
  type PersonRecord,
} from "./schema";
import { readPersonTruth, touchSessions, type PersonTruth } from "./store/people";

type State = { record: PersonRecord; partner: Partner };

const cachedRecordSchema = personRecordSchema.nullable();
const parseRecord = (value: unknown) => cachedRecordSchema.parse(value);
const parsePartner = (value: unknown) => partnerSchema.parse(value);

/**
 * Who makes this request, with the current role and partner. Null when the account is unknown or deleted or the
 * session was signed out. Throws `banned`, so that an API can say why. Warm: no D1 query; cold: one.
 */
export async function findPerson(deps: Deps, claims: Claims): Promise<Person | null> {
  const state = await findState(deps, claims);
  const person = state && toPerson(claims, state.record, state.partner);
  if (person && state.record.status === "banned") throw new PlazaError("banned");
  return person;
}

/** The same for the session token, which carries the status of a banned person instead of failing. */
export async function findPersonWithStatus(
  deps: Deps,
  claims: Claims,
): Promise<(Person & { status: PersonRecord["status"] }) | null> {
  const state = await findState(deps, claims);
  const person = state && toPerson(claims, state.record, state.partner);
  return person && { ...person, status: state.record.status };
}

async function findState(deps: Deps, claims: Claims): Promise<State | null> {
  const roleEntry = CacheKeys.role(claims.userId);
  const partnerEntry = CacheKeys.partner(claims.userId);
  // Both start before anything is awaited, so that they ride one MGET with what the route prefetches.
  const [role, partner] = await Promise.all([
    deps.cache.read(roleEntry, parseRecord),
    deps.cache.read(partnerEntry, parsePartner),
  ]);
  if (role && partner) return toState(role, partner);

  let truth: Promise<PersonTruth | null> | undefined;
  const readOnce = () => (truth ??= readTruth(deps, claims));
  // A flight that somebody else leads may be older than the half that is already here.
  const [freshRole, freshPartner] = await Promise.all([
    role ??
      deps.cache.load(
        roleEntry,
        async () => toVersioned(await readOnce(), (known) => known.record),
        { atLeast: partner?.version },
      ),
    partner ??
      deps.cache.load(
        partnerEntry,
        async () => toVersioned(await readOnce(), (known) => known.partner),
        { atLeast: role?.version },
      ),
  ]);
  return toState(freshRole, freshPartner);
}

function toState(role: Versioned<PersonRecord | null>, partner: Versioned<Partner>): State | null {
  return role.value && { record: role.value, partner: partner.value };
}

/** An unknown person is version 0, so that any real one replaces it. */
function toVersioned<T>(
  truth: PersonTruth | null,
  pick: (truth: PersonTruth) => T,
): Versioned<T | null> {
  return truth ? { version: truth.version, value: pick(truth) } : { version: 0, value: null };
}

/** Cold reads come by every few minutes, which is often enough to keep "last seen" without a query of its own. */
async function readTruth(deps: Deps, claims: Claims): Promise<PersonTruth | null> {
  const now = deps.now();
  const truth = await readPersonTruth(deps.db, claims.userId, now);
  if (truth?.dueSids.includes(claims.sid)) {
    deps.waitUntil(
      touchSessions(deps.db, [claims.sid], now).catch((cause: unknown) =>
        log("warn", "session.touch_failed", {}, cause),
      ),
    );
  }
  return truth;
}
