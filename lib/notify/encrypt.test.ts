import { describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "./base64url";
import { encryptPush, importKeyPair, isBrowserKeys } from "./encrypt";
import { toVapidHeader } from "./vapid";

/** RFC 8291, section 5 and appendix A. */
const rfc = {
  plain: "When I grow up, I want to be a watermelon",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  senderPublic:
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
  senderPrivate: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  browserPublic:
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  body:
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml" +
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT" +
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};
const browser = { p256dh: rfc.browserPublic, auth: rfc.auth };
const ecdh = { name: "ECDH", namedCurve: "P-256" } as const;

describe("encryption of pushes", () => {
  it("makes the message of RFC 8291", async () => {
    const keys = await importKeyPair(ecdh, rfc.senderPublic, rfc.senderPrivate);
    const salt = fromBase64Url(rfc.salt)!;
    expect(toBase64Url(await encryptPush(rfc.plain, browser, { salt, keys }))).toBe(rfc.body);
  });

  it("takes other keys and another salt for each message", async () => {
    const [one, other] = [await encryptPush("a", browser), await encryptPush("a", browser)];
    expect(toBase64Url(one.slice(0, 86))).not.toBe(toBase64Url(other.slice(0, 86)));
  });

  it("knows keys of a browser from what only looks like them", async () => {
    expect(await isBrowserKeys(browser)).toBe(true);
    expect(await isBrowserKeys({ ...browser, auth: "short" })).toBe(false);
    expect(await isBrowserKeys({ ...browser, p256dh: "not base64url!" })).toBe(false);
    const offCurve = toBase64Url(Uint8Array.from([4, ...Array.from({ length: 64 }, () => 7)]));
    expect(await isBrowserKeys({ ...browser, p256dh: offCurve })).toBe(false);
  });

  it("refuses what does not fit into one push", async () => {
    await expect(encryptPush("x".repeat(3901), browser)).rejects.toThrow("does not fit");
  });
});

describe("identification of this installation", () => {
  it("signs who it is, for one push service and half a day", async () => {
    const ecdsa = { name: "ECDSA", namedCurve: "P-256" } as const;
    const { senderPublic: publicKey, senderPrivate: privateKey } = rfc;
    const keys = { publicKey, privateKey, subject: "mailto:me@example.org" };
    const now = Date.UTC(2026, 0, 1);
    const header = await toVapidHeader(keys, "https://push.example.net/some/path?x", now);
    const [, head, claims, signature, key] =
      /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(header) ?? [];
    const read = (part: string | undefined): unknown =>
      JSON.parse(new TextDecoder().decode(fromBase64Url(part!)!));
    expect(read(head)).toEqual({ typ: "JWT", alg: "ES256" });
    expect(read(claims)).toEqual({
      aud: "https://push.example.net",
      exp: Date.UTC(2026, 0, 1, 12) / 1000,
      sub: "mailto:me@example.org",
    });
    expect(key).toBe(publicKey);
    const pair = await importKeyPair(ecdsa, publicKey, privateKey);
    const isOurs = await crypto.subtle.verify(
      { name: "ECDSA", hash: "SHA-256" },
      pair.publicKey,
      fromBase64Url(signature!)!,
      new TextEncoder().encode(`${head}.${claims}`),
    );
    expect(isOurs).toBe(true);
  });
});
