import { PlazaError, invalidField } from "../http/problem";
import { readBytes } from "../http/read-body";
import { checkImage } from "../image/check-image";
import { stripMetadata } from "../image/strip-metadata";
import type { Deps } from "../platform/deps";
import { judgeName, type NameVerdict } from "../remote/look-up";
import { judgeRemoteUrl, privateAddress } from "../remote/address";
import { shareLimits, type StoredImage } from "./schema";

const copySeconds = 10;
const maxRedirects = 3;

type RemoteDeps = Pick<Deps, "variables" | "counters">;

/**
 * Lets through the address of an image that is only shown: https, a public host whose name leads to public addresses.
 * When nobody can tell where the name leads, it passes and is counted (`share.dns_unknown`): it is the browsers of
 * readers that go there. Without `SHARE_DOH_URL` names are not looked up. Throws `invalid_input` naming the field.
 */
export async function checkRemoteUrl(
  { variables, counters }: RemoteDeps,
  url: string,
  field: string,
): Promise<void> {
  const address = judgeRemoteUrl(url);
  if ("refusal" in address) throw invalidField(field, address.refusal);
  if (address.host.kind === "ip" || !variables.SHARE_DOH_URL) return;
  const verdict = await judgeName(variables.SHARE_DOH_URL, address.host.name);
  if (verdict === "unknown") counters.count("share.dns_unknown");
  else assertPublic(verdict, field);
}

/**
 * Fetches an image to be kept: at most 10 MB in ten seconds over at most three redirects, each of which is judged like
 * the first address, without cookies; then judged by its bytes and stripped. Here we go there ourselves, so a name that
 * nobody can look up is refused, and without `SHARE_DOH_URL` every name is. Throws `invalid_input` naming the field,
 * whatever goes wrong.
 * @param outside for tests: the world, and how long it may take
 */
export async function copyRemoteImage(
  deps: RemoteDeps,
  url: string,
  field: string,
  outside: { request?: typeof fetch; limitSeconds?: number } = {},
): Promise<{ bytes: Uint8Array; image: StoredImage }> {
  const { request = fetch, limitSeconds = copySeconds } = outside;
  const signal = AbortSignal.timeout(limitSeconds * 1000);
  try {
    const response = await follow(deps, url, { field, signal, request });
    const fetched = await readBytes(response, shareLimits.imageBytes);
    const { type, width, height } = checkImage(fetched, { field });
    const bytes = stripMetadata(fetched, type);
    return { bytes, image: { type, width, height, size: bytes.byteLength } };
  } catch (cause) {
    if (signal.aborted) throw invalidField(field, `Takes over ${limitSeconds} seconds`);
    throw toFieldProblem(field, cause);
  }
}

type Trip = { field: string; signal: AbortSignal; request: typeof fetch };

/** The answer at the end of the redirects. */
async function follow(deps: RemoteDeps, start: string, trip: Trip): Promise<Response> {
  const { field, signal, request } = trip;
  let next = start;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const url = await judgeHop(deps, next, trip);
    const headers = { accept: "image/*" };
    const response = await request(url, { headers, redirect: "manual", signal });
    if (response.ok) return response;
    await response.body?.cancel();
    const location = response.headers.get("location");
    const isRedirect = response.status >= 300 && response.status < 400 && location !== null;
    if (!isRedirect) throw invalidField(field, `Answers ${response.status} instead of an image`);
    next = URL.parse(location, url)?.href ?? location;
  }
  throw invalidField(field, `Leads on more than ${maxRedirects} times`);
}

async function judgeHop({ variables }: RemoteDeps, text: string, trip: Trip): Promise<string> {
  const address = judgeRemoteUrl(text);
  if ("refusal" in address) throw invalidField(trip.field, address.refusal);
  if (address.host.kind === "name") {
    const { SHARE_DOH_URL: resolverUrl } = variables;
    const verdict = resolverUrl
      ? await judgeName(resolverUrl, address.host.name, trip.signal)
      : "unknown";
    assertPublic(verdict, trip.field);
  }
  return address.url.href;
}

function assertPublic(verdict: NameVerdict, field: string): void {
  const refusal = refusals[verdict];
  if (refusal) throw invalidField(field, refusal);
}

const refusals: Record<NameVerdict, string | null> = {
  public: null,
  private: privateAddress,
  nowhere: "Leads nowhere: its name is not known",
  unknown: "Its name cannot be looked up now; try again later",
};

/** What is wrong with the image elsewhere is wrong with the field that named it. */
function toFieldProblem(field: string, cause: unknown): PlazaError {
  if (!(cause instanceof PlazaError)) return invalidField(field, "Does not answer");
  switch (cause.code) {
    case "payload_too_large":
      return invalidField(field, `Is larger than ${shareLimits.imageBytes / 1024 ** 2} MB`);
    case "unsupported_media_type":
      return new PlazaError("invalid_input", { errors: cause.options.errors, cause });
    default:
      return cause;
  }
}
