// The process that handed over to this one began to count; see `launch.mjs`.
const startedAt = Number(process.env.PLAZA_STARTED_AT) || Date.now();
delete process.env.PLAZA_STARTED_AT;

/** What a process that takes over needs to go on counting. */
export const clockEnv = { PLAZA_STARTED_AT: String(startedAt) };

/** One progress line, with the seconds since the start. */
export function say(line) {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
  console.log(`${seconds} s  ${line}`);
}

/** A failure that the reader can do something about; shown as one line, without a stack. */
export class ClearError extends Error {}

/** Shows what went wrong and leaves with 1: one line for what we foresaw, the stack for what we did not. */
export function failWith(error) {
  const text = error instanceof ClearError ? error.message : (error?.stack ?? String(error));
  console.error(`plaza: ${text}`);
  process.exit(1);
}

/** Turns the file system's own words into one clear line. */
export function explainFileError(error, path) {
  switch (error?.code) {
    case "ENOSPC":
      return new ClearError(`no space is left on the disk that holds ${path}`);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new ClearError(`${path} cannot be read and written (${error.code})`);
    case "ENOTDIR":
    case "EEXIST":
      return new ClearError(`${path} is not a directory`);
    default:
      return error;
  }
}
