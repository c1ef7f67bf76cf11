/** One load of the truth that several requests wait for. */
type Flight<T> = { number: number; startedAt: number; result: Promise<T> };

/** The flights of an isolate; kept in isolate state. */
export type Flights = { next: number; byKey: Map<string, Flight<unknown>> };

export const createFlights = (): Flights => ({ next: 0, byKey: new Map() });

type FlightDeps = {
  flights: Flights;
  now: () => number;
  waitUntil: (promise: Promise<unknown>) => void;
};

type FlightPlan<T> = {
  key: string;
  load: () => Promise<T>;
  /** Whether the answer of somebody else's flight will do. */
  accept: (result: T) => boolean;
  /** Runs once with the answer (it fills the cache); the flight can be joined until a moment after it. */
  after: (result: T) => Promise<void>;
  /** How long others wait for the load before they load for themselves; a second unless it is known to take longer. */
  patienceMs?: number;
};

/** How long a flight may take before those who wait for it load for themselves. */
const patienceMs = 1_000;

/** How long a landed flight can be joined: by those who looked into the cache just before it was filled. */
const graceMs = 50;

/** Beyond this many at once the oldest are no longer shared. */
const maxFlights = 2_000;

/**
 * Joins the flight of `key`, or leads one. Those who wait depend on another request's promise, which never settles
 * when that request dies: so each has a timer of its own, and neither a dead nor a failed leader is anybody's answer.
 * Only the failure of a flight that started after this call is as good as one's own.
 */
export async function fly<T>(deps: FlightDeps, plan: FlightPlan<T>): Promise<T> {
  const { flights, now } = deps;
  const arrival = flights.next;
  for (let tried: Flight<unknown> | undefined; ;) {
    const flight = flights.byKey.get(plan.key) as Flight<T> | undefined;
    if (!flight || flight === tried) return lead(deps, plan);
    tried = flight;
    const isFresh = flight.number >= arrival;
    const remainingMs = flight.startedAt + (plan.patienceMs ?? patienceMs) - now();
    if (remainingMs <= 0) return lead(deps, plan);
    const outcome = await within(flight.result, remainingMs);
    if (outcome.state === "fulfilled" && plan.accept(outcome.value)) {
      // Requests must not see each other's changes to what they share.
      return structuredClone(outcome.value);
    }
    if (outcome.state === "rejected" && isFresh) throw outcome.reason;
    if (isFresh) return lead(deps, plan);
  }
}

function lead<T>({ flights, now, waitUntil }: FlightDeps, plan: FlightPlan<T>): Promise<T> {
  const result = plan.load();
  const flight: Flight<T> = { number: flights.next, startedAt: now(), result };
  flights.next += 1;
  flights.byKey.delete(plan.key);
  flights.byKey.set(plan.key, flight);
  for (const oldest of flights.byKey.keys()) {
    if (flights.byKey.size <= maxFlights) break;
    flights.byKey.delete(oldest);
  }
  const land = () => {
    if (flights.byKey.get(plan.key) === flight) flights.byKey.delete(plan.key);
  };
  // The work goes on for the others when the leader's own request is aborted.
  waitUntil(
    result
      .then(plan.after)
      .then(() => pause(graceMs))
      .then(land, land),
  );
  return result;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

type Outcome<T> =
  { state: "fulfilled"; value: T } | { state: "rejected"; reason: unknown } | { state: "late" };

async function within<T>(promise: Promise<T>, ms: number): Promise<Outcome<T>> {
  const settled = promise.then(
    (value): Outcome<T> => ({ state: "fulfilled", value }),
    (reason: unknown): Outcome<T> => ({ state: "rejected", reason }),
  );
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ state: "late" }), ms);
    void settled.then((outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}
