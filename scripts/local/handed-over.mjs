import { failWith } from "./say.mjs";
import { stopOnSignals } from "./signals.mjs";

stopOnSignals();

// `process.send` is how the starting process is seen to be alive; see `launch.mjs`.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));

const [module, ...args] = process.argv.slice(2);
import(module).then(({ main }) => main(args)).catch(failWith);
