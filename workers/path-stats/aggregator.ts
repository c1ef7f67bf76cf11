import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "../../lib/platform/env";

/** One shard of the aggregation. */
export class Aggregator extends DurableObject<Bindings> {}
