import { importTypeScript } from "../../scripts/local/import-typescript.mjs";
import { quantile, sum } from "../harness/numbers.mjs";

const shares = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

/** How far the sketches of the statistics are off, over five distributions. */
export async function run({ size }) {
  const { QuantileSketch } = await importTypeScript("lib/sketch/quantiles.ts");
  const { DistinctSketch } = await importTypeScript("lib/sketch/distinct.ts");
  const { distributions, toHash, toRandom } = await importTypeScript(
    "lib/sketch/testing/distributions.ts",
  );
  const kinds = Object.entries(distributions);

  const worstQuantile = ([, draw]) => {
    const random = toRandom(11);
    const values = Array.from({ length: size(100_000, 10_000) }, () => draw(random));
    const sketch = new QuantileSketch();
    for (const value of values) sketch.add(value);
    values.sort((a, b) => a - b);
    const errors = shares.map((q) => {
      const exact = quantile(values, q);
      const off = Math.abs(sketch.quantile(q) - exact);
      return exact === 0 ? (off === 0 ? 0 : 1) : off / exact;
    });
    return Math.max(...errors);
  };

  /** Visitors of whom each comes as often as the distribution says, at least once. */
  const visitorError = ([, draw]) => {
    const trials = size(30, 5);
    const squares = [100, 1_000, 10_000].flatMap((visitors) =>
      Array.from({ length: trials }, (_, trial) => {
        const random = toRandom(trial * 7919 + visitors);
        const sketch = new DistinctSketch();
        for (let index = 0; index < visitors; index += 1) {
          const hash = toHash(random);
          const visits = 1 + Math.min(20, Math.floor(draw(random) / 50));
          for (let visit = 0; visit < visits; visit += 1) sketch.add(hash);
        }
        return (sketch.estimate() / visitors - 1) ** 2;
      }),
    );
    return Math.sqrt(sum(squares) / squares.length);
  };

  const quantiles = 100 * Math.max(...kinds.map(worstQuantile));
  const visitors = 100 * Math.max(...kinds.map(visitorError));
  return [
    {
      what: `quantiles, largest error over ${kinds.length} distributions`,
      measured: quantiles,
      unit: "%",
      reach: "≤ 1 %",
      ok: quantiles <= 1 + 1e-7,
    },
    {
      what: `visitors, largest RMSE over ${kinds.length} distributions`,
      measured: visitors,
      unit: "%",
      reach: "≤ 2 %",
      ok: visitors <= 2,
    },
  ];
}
