// Imported first: the tools read these when they are loaded. Telemetry is off, and so are notes meant for their own CLIs.
Object.assign(process.env, {
  NEXT_TELEMETRY_DISABLED: "1",
  VERCEL_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
  DO_NOT_TRACK: "1",
  WRANGLER_LOG: process.env.WRANGLER_LOG ?? "error",
  // Next would ask the registry for packages that an install on this platform leaves out on purpose.
  NEXT_IGNORE_INCORRECT_LOCKFILE: "1",
});
