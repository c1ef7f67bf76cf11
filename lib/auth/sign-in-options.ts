import { requestDeps } from "../platform/context";
import { listProviderIds } from "./providers";
import { isSetupTokenOpen } from "./register";

/** What the sign-in pages offer on this installation. */
export async function readSignInOptions() {
  const deps = requestDeps();
  return {
    providers: listProviderIds(deps.variables),
    setupTokenOpen: await isSetupTokenOpen(deps),
  };
}
