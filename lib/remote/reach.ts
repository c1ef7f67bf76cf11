import type { Variables } from "../platform/env";
import { judgeRemoteUrl, privateAddress } from "./address";
import { judgeName } from "./look-up";

/** `private`: it will never be called. `unknown`: nobody can tell now where its name leads. */
export type Reach = { url: URL } | { refusal: string; kind: "private" | "nowhere" | "unknown" };

const localHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether we may call an address that somebody else has given us: https, a public host, and a name that leads to public
 * addresses only, looked up at this moment. With `WEBHOOKS_LOCAL` also plain http on this machine.
 */
export async function judgeReach(
  variables: Pick<Variables, "SHARE_DOH_URL" | "WEBHOOKS_LOCAL">,
  text: string,
  signal?: AbortSignal,
): Promise<Reach> {
  const local = variables.WEBHOOKS_LOCAL && URL.canParse(text) ? new URL(text) : null;
  if (local?.protocol === "http:" && localHosts.has(local.hostname)) return { url: local };
  const address = judgeRemoteUrl(text);
  if ("refusal" in address) return { refusal: address.refusal, kind: "private" };
  const { url, host } = address;
  if (host.kind === "ip") return { url };
  const { SHARE_DOH_URL: resolver } = variables;
  const verdict = resolver ? await judgeName(resolver, host.name, signal) : "unknown";
  switch (verdict) {
    case "public":
      return { url };
    case "private":
      return { refusal: privateAddress, kind: "private" };
    case "nowhere":
      return { refusal: "Leads nowhere: its name is not known", kind: "nowhere" };
    case "unknown":
      return { refusal: "Its name cannot be looked up now; try again later", kind: "unknown" };
  }
}
