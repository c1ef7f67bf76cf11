const minuteMs = 60_000;

/**
 * Fires the crons of workers at the start of each minute, as Cloudflare would; returns `stop()`.
 * Every worker's expression is `* * * * *` today; others are matched by `isDue`.
 * A run that fails is reported and does not stop the next.
 */
export function driveCrons(miniflare, workers, report) {
  let timer;
  let stopped = false;
  const fireAll = async (at) => {
    const due = workers.flatMap(({ name, crons }) =>
      crons.filter((cron) => isDue(cron, at)).map((cron) => fire(miniflare, name, cron, at)),
    );
    for (const result of await Promise.allSettled(due)) {
      if (result.status === "rejected" && !stopped) report(result.reason);
    }
  };
  const schedule = () => {
    const next = new Date((Math.floor(Date.now() / minuteMs) + 1) * minuteMs);
    timer = setTimeout(() => {
      void fireAll(next);
      schedule();
    }, next.getTime() - Date.now());
  };
  schedule();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/**
 * Runs one worker's cron and answers once it has ended; throws where it failed.
 *
 * Through the entry of the runtime, as a request: `scheduled` of a worker's proxy stops this process until the runtime
 * answers, and the runtime stops when nobody reads what it logs. Each would wait for the other.
 */
export async function fire(miniflare, name, cron, at) {
  const query = new URLSearchParams({ cron, time: String(at.getTime()) });
  const url = `http://localhost/cdn-cgi/local/scheduled?${query}`;
  const answer = await miniflare.dispatchFetch(url, { headers: { "MF-Route-Override": name } });
  const outcome = await answer.text();
  if (outcome !== "ok") throw new Error(`the cron "${cron}" of ${name} ended with ${outcome}`);
}

/** Whether a cron expression (five fields of stars, numbers, ranges, lists and steps; UTC) names this minute. */
export function isDue(cron, at) {
  const fields = cron.trim().split(/\s+/);
  const values = [
    at.getUTCMinutes(),
    at.getUTCHours(),
    at.getUTCDate(),
    at.getUTCMonth() + 1,
    at.getUTCDay(),
  ];
  return (
    fields.length === 5 && fields.every((field, index) => matches(field, values[index], index))
  );
}

function matches(field, value, index) {
  return field.split(",").some((part) => {
    const [range, step = "1"] = part.split("/");
    const first = index === 2 || index === 3 ? 1 : 0;
    const [from, to] =
      range === "*"
        ? [first, Infinity]
        : range.includes("-")
          ? range.split("-").map(Number)
          : [Number(range), part.includes("/") ? Infinity : Number(range)];
    return value >= from && value <= to && (value - from) % Number(step) === 0;
  });
}
