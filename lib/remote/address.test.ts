import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPublicIp, judgeRemoteUrl } from "./address";

const refusalOf = (url: string) => {
  const address = judgeRemoteUrl(url);
  return "refusal" in address ? address.refusal : null;
};

describe("the address of an image elsewhere", () => {
  it("passes when it is https and a public host", () => {
    for (const url of [
      "https://images.example.com/a.png?b=c#d",
      "https://images.example.com:443/a.png",
      "https://IMAGES.Example.com./a.png",
      "https://bücher.example/a.png",
      "https://1.1.1.1/a.png",
      "https://[2606:4700::1111]/a.png",
    ]) {
      expect(refusalOf(url), url).toBeNull();
    }
  });

  it("names the host that has to be looked up, without its last dot", () => {
    expect(judgeRemoteUrl("https://Images.Example.com./a.png")).toMatchObject({
      host: { kind: "name", name: "images.example.com" },
    });
    expect(judgeRemoteUrl("https://0x01010101/a.png")).toMatchObject({ host: { kind: "ip" } });
  });

  it("is refused when it is not plain https", () => {
    expect(refusalOf("http://images.example.com/a.png")).toBe("Must be an https address");
    expect(refusalOf("data:image/png;base64,AAAA")).toBe("Must be an https address");
    expect(refusalOf("javascript:alert(1)")).toBe("Must be an https address");
    expect(refusalOf("https://me:secret@images.example.com/a.png")).toBe(
      "May not contain a name or password",
    );
    expect(refusalOf("https://:secret@images.example.com/a.png")).toBe(
      "May not contain a name or password",
    );
    expect(refusalOf("https://images.example.com:8443/a.png")).toBe("May not name a port");
    expect(refusalOf("images.example.com/a.png")).toBe("Must be an address");
    expect(refusalOf("https://[fe80::1%25eth0]/a.png")).toBe("Must be an address");
    expect(refusalOf("https://256.256.256.256/a.png")).toBe("Must be an address");
    expect(refusalOf(`https://images.example.com/${"a".repeat(2048)}`)).toBe("Must be an address");
  });

  it.each([
    // Loopback in every notation of RFC 3986 §7.4 and of C libraries.
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.255.255.254",
    // The other ranges, first and last address of some.
    "0.0.0.0",
    "0",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[fc00::1]",
    "[fd12:3456:789a::1]",
    "[fe80::1]",
    "[febf::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[100::1]",
    "[2001::1]",
    "[2001:2::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[5f00::1]",
    // IPv4 inside IPv6: mapped, compatible, NAT64, 6to4; public ones too, since they lead where a network likes.
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:1.1.1.1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    // Names.
    "localhost",
    "LOCALHOST.",
    "a.localhost",
    "printer.local",
    "metadata.google.internal",
    "router.home.arpa",
    "router.lan",
    "abcdefghijklmnop.onion",
    "intranet",
    "com",
    // Letters that the URL standard reads as digits and dots.
    "１２７。０。０。１",
    "ⓛocalhost",
  ])("is refused at %s", (host) => {
    expect(refusalOf(`https://${host}/a.png`)).toBe("Leads to a private address");
  });

  it("lets through what lies beside the refused ranges", () => {
    for (const ip of [
      "1.0.0.0",
      "9.255.255.255",
      "11.0.0.0",
      "100.63.255.255",
      "100.128.0.0",
      "126.255.255.255",
      "128.0.0.0",
      "172.15.255.255",
      "172.32.0.0",
      "192.167.255.255",
      "192.169.0.0",
      "198.17.255.255",
      "198.20.0.0",
      "223.255.255.255",
      "2001:200::",
      "2001:db7::1",
      "2001:db9::1",
      "2003::1",
      "3ffe::1",
    ]) {
      expect(isPublicIp(ip), ip).toBe(true);
    }
  });

  it("takes nothing for an address that is none", () => {
    for (const text of ["", "example.com", "1.2.3.4.5", ":::1", "not an address", "[::1]"]) {
      expect(isPublicIp(text), text).toBe(false);
    }
  });

  it("refuses an IPv4 address alike in every notation", () => {
    const notations = [
      (value: number) => String(value),
      (value: number) => `0x${value.toString(16)}`,
      (value: number) => `0${value.toString(8)}`,
      (value: number) => toDotted(value, (byte) => `0${byte.toString(8)}`),
      (value: number) => toDotted(value, (byte) => `0x${byte.toString(16)}`),
      (value: number) => `${value >>> 24}.${value & 0xffffff}`,
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.constantFrom(...notations),
        (value, write) => {
          const isPublic = isPublicIp(toDotted(value, String));
          expect(refusalOf(`https://${write(value)}/`) === null).toBe(isPublic);
        },
      ),
    );
  });

  it("never lets IPv6 through that has a private IPv4 address in it", () => {
    const inside = [
      (ip: string) => `::ffff:${ip}`,
      (ip: string) => `::${ip}`,
      (ip: string) => `64:ff9b::${ip}`,
      (ip: string) => `64:ff9b:1::${ip}`,
    ];
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom(...inside), (ip, wrap) => {
        expect(isPublicIp(wrap(ip))).toBe(false);
      }),
    );
  });

  it("answers for any text, and only ever lets https through", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webAuthority()), (text) => {
        const address = judgeRemoteUrl(text);
        if (!("refusal" in address)) expect(address.url.protocol).toBe("https:");
      }),
    );
  });
});

function toDotted(value: number, write: (byte: number) => string): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
    .map(write)
    .join(".");
}
