import { sum } from "../harness/numbers.mjs";
import { findOrBuildSite } from "../../scripts/local/build.mjs";
import { firstLoads, listFirstLoad } from "../../scripts/local/first-load.mjs";

/** JavaScript that a browser loads before a page answers to a touch. */
export async function run({ site }) {
  const siteDir = site ?? (await findOrBuildSite());
  return firstLoads.map(({ name, page, limit }) => {
    const bytes = sum(listFirstLoad(siteDir, page).map((script) => script.bytes));
    return {
      what: `${name}, gzip`,
      measured: bytes / 1000,
      unit: "kB",
      reach: `≤ ${limit / 1000} kB`,
      ok: bytes <= limit,
    };
  });
}
