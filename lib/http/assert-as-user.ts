import { asUserHeader } from "./as-user";
import { PlazaError } from "./problem";

/** Refuses a request whose page takes its person for somebody else than `userId`. */
export function assertAsUser(request: Pick<Request, "headers">, userId: string | undefined): void {
  const asUser = request.headers.get(asUserHeader);
  if (asUser !== null && asUser !== userId) throw new PlazaError("not_signed_in");
}
