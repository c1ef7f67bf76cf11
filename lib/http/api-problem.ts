import { PlazaError, toProblemResponse } from "./problem";

/**
 * Next answers unknown addresses, wrong methods and crashes with a page or with nothing; programs expect a problem.
 * Returns the problem for such an answer under `/api/`, or the answer itself when a handler of ours gave it.
 */
export function withApiProblem(answered: Response): Response {
  const type = answered.headers.get("content-type") ?? "";
  if (type.includes("json")) return answered;
  switch (answered.status) {
    case 404:
      return toProblemResponse(new PlazaError("not_found"));
    case 405: {
      const problem = toProblemResponse(new PlazaError("method_not_allowed"));
      const allow = answered.headers.get("allow");
      if (allow) problem.headers.set("allow", allow);
      return problem;
    }
    default:
      return answered.status >= 500 ? toProblemResponse(new PlazaError("internal")) : answered;
  }
}
