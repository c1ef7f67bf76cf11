import "../../scripts/local/quiet.mjs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { fire } from "../../scripts/local/crons.mjs";

/** Fires the cron of a worker that logs 20 MB meanwhile, with the runtime's log read in this process, as `npm start` does. */
const [lines, letters] = [20_000, 1000];
const script = `
export default {
  async scheduled() {
    for (let line = 0; line < ${lines}; line += 1) console.log("x".repeat(${letters}));
  },
};`;

let read = 0;
const allRead = Promise.withResolvers();
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    cf: false,
    telemetry: { enabled: false },
    unsafeTriggerHandlers: true,
    handleStructuredLogs: ({ message }) => {
      if (message.length === letters) read += 1;
      if (read === lines) allRead.resolve();
    },
    workers: [{ name: "flood", modules: true, compatibilityDate: "2026-11-01", script }],
  }),
);
await miniflare.ready;
await fire(miniflare, "flood", "* * * * *", new Date(0));
await allRead.promise;
console.log(`${read} lines of ${letters} letters`);
await miniflare.dispose();
