/**
 * Ranges that are not the public internet: the registries of special-purpose addresses that RFC 6890 set up, where
 * "globally reachable" is not true, multicast (RFC 5771), and what leads elsewhere than it says (6to4, RFC 7526).
 * https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry
 */
const refusedRanges = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "3fff::/20",
].map(parseRange);

/**
 * All that is allocated of IPv6 (RFC 4291 §2.4). Loopback, unique local, link-local and multicast lie outside, and every
 * form that has an IPv4 address in it: mapped, compatible, translated (RFC 6052, RFC 8215).
 */
const globalUnicast = parseRange("2000::/3");

/** Names that mean something only inside a network, or nothing to a browser (RFC 6761, 6762, 7686, 8375, ICANN's `internal`). */
const privateSuffixes = [
  "localhost",
  "localdomain",
  "local",
  "internal",
  "intranet",
  "private",
  "corp",
  "home",
  "lan",
  "home.arpa",
  "onion",
];

const maxUrlCharacters = 2048;

export type RemoteAddress =
  /** A name still has to be looked up: what it leads to may be private. */
  { url: URL; host: { kind: "name"; name: string } | { kind: "ip" } } | { refusal: string };

/**
 * Judges the address of an image elsewhere by itself: https on its own port, nobody's credentials, a public host. The
 * URL standard has brought every notation of an IP address (decimal, octal, hex, short) to one form by then.
 */
export function judgeRemoteUrl(text: string): RemoteAddress {
  const url = text.length <= maxUrlCharacters ? toUrl(text) : null;
  if (!url) return { refusal: "Must be an address" };
  if (url.protocol !== "https:") return { refusal: "Must be an https address" };
  if (url.username || url.password) return { refusal: "May not contain a name or password" };
  if (url.port) return { refusal: "May not name a port" };
  const name = url.hostname.replace(/\.$/, "");
  const ip = parseIp(name);
  if (ip) return isPublic(ip) ? { url, host: { kind: "ip" } } : { refusal: privateAddress };
  if (!isPublicName(name)) return { refusal: privateAddress };
  return { url, host: { kind: "name", name } };
}

export const privateAddress = "Leads to a private address";

/** Whether an IP address, as a resolver writes it, is one of the public internet. */
export function isPublicIp(text: string): boolean {
  const ip = parseIp(text.includes(":") ? `[${text}]` : text);
  return ip !== null && isPublic(ip);
}

function isPublicName(name: string): boolean {
  const isPlain = /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/.test(name) && name.length <= 253;
  return isPlain && !privateSuffixes.some((suffix) => `.${name}`.endsWith(`.${suffix}`));
}

type Ip = { bits: 32 | 128; value: bigint };
type Range = Ip & { prefix: number };

function isPublic(ip: Ip): boolean {
  if (ip.bits === 128 && !isWithin(ip, globalUnicast)) return false;
  return !refusedRanges.some((range) => isWithin(ip, range));
}

function isWithin(ip: Ip, { bits, value, prefix }: Range): boolean {
  const rest = BigInt(bits - prefix);
  return ip.bits === bits && ip.value >> rest === value >> rest;
}

function parseRange(text: string): Range {
  const [address = "", prefix] = text.split("/");
  const ip = parseIp(address.includes(":") ? `[${address}]` : address);
  if (!ip) throw new Error(`${text} is not a range of addresses`);
  return { ...ip, prefix: Number(prefix) };
}

/** An IP address as hosts of URLs are written (RFC 3986 §3.2.2); null for names and anything else. */
function parseIp(host: string): Ip | null {
  const canonical = toUrl(`https://${host}/`)?.hostname ?? "";
  if (canonical.startsWith("[")) return { bits: 128, value: toIpv6(canonical.slice(1, -1)) };
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(canonical)) return null;
  return { bits: 32, value: join(canonical.split(".").map(Number), 8n) };
}

/** From the form that the URL standard writes (§3.5): hexadecimal groups, zeros left out at most once. */
function toIpv6(canonical: string): bigint {
  const [head = [], tail = []] = canonical
    .split("::")
    .map((part) => part.split(":").filter(Boolean))
    .map((groups) => groups.map((group) => Number.parseInt(group, 16)));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return join([...head, ...zeros, ...tail], 16n);
}

function join(parts: number[], bitsEach: bigint): bigint {
  return parts.reduce((value, part) => (value << bitsEach) | BigInt(part), 0n);
}

/** `URL.parse`, which Safari 17 does not know: pages judge addresses as well. */
export function toUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
