/**
 * Problem details for HTTP APIs (RFC 9457). `code` is the closed list that clients switch on;
 * interface texts are looked up by it in the message catalogues (`problems.<code>`).
 */
const problems = {
  invalid_json: [400, "The body is not valid JSON"],
  invalid_input: [422, "Some fields are not valid"],
  not_signed_in: [401, "Sign in first"],
  ticket_invalid: [401, "The ticket is not valid"],
  ticket_expired: [401, "The ticket has expired"],
  ticket_used: [401, "The ticket was used already"],
  banned: [403, "This account is banned"],
  forbidden: [403, "You may not do this"],
  not_a_member: [403, "Only members of the room may do this"],
  muted: [403, "You may not write in this room for now"],
  room_banned: [403, "This person is banned from the room"],
  room_archived: [403, "The room is archived"],
  origin_refused: [403, "The request comes from another site"],
  not_found: [404, "There is nothing here for you"],
  method_not_allowed: [405, "This method is not supported here"],
  conflict: [409, "This is taken already"],
  gone: [410, "This is gone"],
  payload_too_large: [413, "The body is too large"],
  unsupported_media_type: [415, "This kind of file is not supported"],
  upgrade_required: [426, "Open this address as a WebSocket"],
  rate_limited: [429, "Too many requests; slow down"],
  internal: [500, "Something went wrong on our side"],
  not_implemented: [501, "This is not supported here"],
  unavailable: [503, "A part of the service is not available; try again"],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;

export type FieldError = { field: string; message: string };

/** The body of a problem answer, as sent over HTTP and inside `nack` frames. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  errors?: FieldError[];
};

type ProblemOptions = {
  detail?: string;
  errors?: FieldError[];
  /** Sent as `Retry-After`, in whole seconds. */
  retryAfterSeconds?: number;
  /** Sent as `WWW-Authenticate` (RFC 6750). */
  challenge?: string;
  cause?: unknown;
};

/** The one class of expected failures. Everything else that is thrown is a fault and answers `internal`. */
export class PlazaError extends Error {
  readonly code: ProblemCode;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? problems[code][1], { cause: options.cause });
    this.name = "PlazaError";
    this.code = code;
    this.options = options;
  }
}

/** Refuses input because of one field. */
export function invalidField(field: string, message: string): PlazaError {
  return new PlazaError("invalid_input", { errors: [{ field, message }] });
}

/** The problem body of an error; unexpected errors show nothing of themselves. */
export function toProblem(error: unknown): Problem {
  const known = error instanceof PlazaError ? error : new PlazaError("internal");
  const [status, title] = problems[known.code];
  return {
    type: "about:blank",
    title,
    status,
    code: known.code,
    ...(known.options.detail ? { detail: known.options.detail } : {}),
    ...(known.options.errors ? { errors: known.options.errors } : {}),
  };
}

/** The same as an HTTP response. */
export function toProblemResponse(error: unknown): Response {
  const problem = toProblem(error);
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
  if (error instanceof PlazaError && error.options.retryAfterSeconds !== undefined) {
    headers.set("retry-after", String(error.options.retryAfterSeconds));
  }
  if (error instanceof PlazaError && error.options.challenge) {
    headers.set("www-authenticate", error.options.challenge);
  }
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** Every code, for tests and catalogues. */
export const problemCodes = Object.keys(problems).filter(isProblemCode);

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === "string" && Object.hasOwn(problems, code);
}

/** Rebuilds the error that a room's object returned as plain data. */
export function fromProblem(problem: Problem, retryAfterSeconds?: number): PlazaError {
  return new PlazaError(problem.code, {
    detail: problem.detail,
    errors: problem.errors,
    retryAfterSeconds,
  });
}
