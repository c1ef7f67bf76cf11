import type { Deps } from "../platform/deps";

type MinuteRow = { minute: number; body: string };

/** At most `limit` minutes from `fromMs` (inclusive) to `toMs` (exclusive), newest first; bodies as they stand there. */
export async function listTelemetryMinutes(
  { traffic }: Pick<Deps, "traffic">,
  { fromMs, toMs, limit }: { fromMs: number; toMs: number; limit: number },
): Promise<MinuteRow[]> {
  const { results } = await traffic
    .prepare(
      `SELECT minute, body FROM telemetry_minutes
       WHERE minute >= ?1 AND minute < ?2 ORDER BY minute DESC LIMIT ?3`,
    )
    .bind(fromMs, toMs, limit)
    .all<MinuteRow>();
  return results;
}
