import { median } from "../harness/numbers.mjs";
import { openWorker } from "../harness/worker.mjs";

/** The consumer of the queue on a D1 of its own: its speed while it dies and hears things twice, and the rows that it writes. */
export async function run({ size }) {
  const worker = await openWorker({
    entry: "bench/aggregation/worker.mjs",
    d1Databases: { DB: "db", TRAFFIC_DB: "traffic" },
    kvNamespaces: { PATHS_KV: "paths" },
  });
  try {
    const events = size(50_000, 10_000);
    const sample = size(1_000, 200);
    await worker.call("/faults?events=2000&seed=99");
    const rounds = [];
    for (let round = 1; round <= size(5, 1); round += 1) {
      const ours = await worker.call(`/faults?events=${events}&seed=${round}`);
      const { seconds } = await worker.call(`/baseline?events=${sample}&seed=${round}`);
      rounds.push({ ...ours, perSecond: events / ours.seconds, baseline: sample / seconds });
    }
    const counted = size(20_000, 4_000);
    const { rows, queueOperations } = await worker.call(`/rows?events=${counted}&seed=5`);
    return toMeasurements(rounds, { rows: rows / counted, queue: queueOperations / counted });
  } finally {
    await worker.close();
  }
}

function toMeasurements(rounds, perEvent) {
  const speed = median(rounds.map(({ perSecond }) => perSecond));
  const baseline = median(rounds.map((one) => one.baseline));
  const ratio = median(rounds.map((one) => one.perSecond / one.baseline));
  const deaths = rounds.reduce((sum, round) => sum + round.deaths, 0);
  const errors = rounds.reduce((sum, round) => sum + round.errors, 0);
  return [
    {
      what: "events, each once, through deaths and repetitions",
      measured: speed,
      unit: "events/s",
      reference: baseline,
      referenceIs: "read, change, write",
      ratio,
      reach: "≥ 10 ×",
      ok: ratio >= 10,
    },
    { what: "the same", measured: speed, unit: "events/s", reach: "≥ 5,000", ok: speed >= 5_000 },
    {
      what: `wrong sums after ${deaths} deaths`,
      measured: errors,
      unit: "",
      reach: "0",
      ok: errors === 0,
    },
    {
      what: "rows written per event, 1 M a day",
      measured: perEvent.rows,
      unit: "rows",
      reach: "≤ 2.2",
      ok: perEvent.rows <= 2.2,
    },
    {
      what: "queue operations per event, 1 M a day",
      measured: perEvent.queue,
      unit: "operations",
      reach: "≤ 0.3",
      ok: perEvent.queue <= 0.3,
    },
  ];
}
