/**
 * US dollars, as of November 2026. `included` is what a month of the Workers Paid plan holds, `free` what a day of the free
 * plan allows, `price` what `per` more cost.
 *
 * Workers: https://developers.cloudflare.com/workers/platform/pricing/
 * KV: https://developers.cloudflare.com/kv/platform/pricing/ · D1: https://developers.cloudflare.com/d1/platform/pricing/
 * Queues: https://developers.cloudflare.com/queues/platform/pricing/ · R2: https://developers.cloudflare.com/r2/pricing/
 * Durable Objects: https://developers.cloudflare.com/durable-objects/platform/pricing/
 * Redis (Upstash, pay as you go): https://upstash.com/pricing/redis
 */
const million = 1_000_000;

export const basePrice = 5;

export const prices = {
  requests: { included: 10 * million, free: 100_000, per: million, price: 0.3 },
  cpu_ms: { included: 30 * million, per: million, price: 0.02 },
  queue_operations: { included: million, free: 10_000, per: million, price: 0.4 },
  d1_rows_read: { included: 25_000 * million, free: 5 * million, per: million, price: 0.001 },
  d1_rows_written: { included: 50 * million, free: 100_000, per: million, price: 1 },
  d1_gb_months: { included: 5, per: 1, price: 0.75 },
  kv_reads: { included: 10 * million, free: 100_000, per: million, price: 0.5 },
  kv_writes: { included: million, free: 1_000, per: million, price: 5 },
  kv_deletes: { included: million, free: 1_000, per: million, price: 5 },
  object_requests: { included: million, free: 100_000, per: million, price: 0.15 },
  object_gb_seconds: { included: 400_000, free: 13_000, per: million, price: 12.5 },
  object_rows_written: { included: 50 * million, free: 100_000, per: million, price: 1 },
  r2_gb_months: { included: 10, per: 1, price: 0.015 },
  r2_writes: { included: million, per: million, price: 4.5 },
  r2_reads: { included: 10 * million, per: million, price: 0.36 },
  redis_commands: { included: 500_000, per: 100_000, price: 0.2 },
};

/** What a month's `amount` of a resource costs beyond what the plan includes. */
export function toDollars(resource, amount) {
  const { included, per, price } = prices[resource];
  return (Math.max(0, amount - included) / per) * price;
}
