import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "../../lib/platform/env";

/** Hands out the day's salt, and runs the archive by its alarm. There is one. */
export class Coordinator extends DurableObject<Bindings> {}
