import { readFileSync, readdirSync } from "node:fs";

const settleMs = 3_000;

/** Resident memory in MB of the workerd that this process has started, after a moment of rest; NaN where there is no /proc. */
export async function readMemory() {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  try {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isOurs(name));
    return pids.reduce((total, pid) => total + residentKilobytes(pid), 0) / 1024;
  } catch (error) {
    if (error.code === "ENOENT") return Number.NaN;
    throw error;
  }
}

function isOurs(pid) {
  const [name, rest] = read(`/proc/${pid}/stat`).split(") ");
  return name?.endsWith("(workerd") && Number(rest?.split(" ")[1]) === process.pid;
}

function residentKilobytes(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** Nothing, for a process that has ended meanwhile. */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return "";
    throw error;
  }
}
