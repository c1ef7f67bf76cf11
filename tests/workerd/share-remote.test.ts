import { describe, expect, inject, it } from "vitest";
import { png } from "../../lib/image/testing/pictures";
import { checkRemoteUrl, copyRemoteImage } from "../../lib/share/remote";
import { testDeps } from "./support/deps";

const { resolverUrl, hostsUrl } = inject("testRemoteHosts");
const deps = () => testDeps({ variables: { SHARE_DOH_URL: resolverUrl } });

/** The outside world: every host is one of the test's. Notes where it was asked to go. */
function world() {
  const visited: string[] = [];
  const request: typeof fetch = (input, init) => {
    const { host, pathname, search } = new URL(String(input));
    visited.push(`${host}${pathname}`);
    return fetch(`${hostsUrl}/${host}${pathname}${search}`, init);
  };
  return { visited, request };
}

const refusal = (message: string) => ({
  code: "invalid_input",
  options: { errors: [{ field: "generatedUrl", message }] },
});
const oneUnknown = [{ name: "share.dns_unknown", labels: {}, count: 1 }];
const isPrivate = refusal("Leads to a private address");

describe("the address of an image that is shown", () => {
  const check = (host: string, given = deps()) =>
    checkRemoteUrl(given, `https://${host}/a.png`, "generatedUrl");

  it("passes when its name leads to public addresses only", async () => {
    await check("public.example");
    await check("only4.example.");
    await check("1.1.1.1");
  });

  it("is refused when one of the addresses of its name is private", async () => {
    await expect(check("private4.example")).rejects.toMatchObject(isPrivate);
    await expect(check("private6.example")).rejects.toMatchObject(isPrivate);
    await expect(check("metadata.example")).rejects.toMatchObject(isPrivate);
    await expect(check("strange.example")).rejects.toMatchObject(isPrivate);
    await expect(check("127.1")).rejects.toMatchObject(isPrivate);
  });

  it("is refused when its name leads nowhere", async () => {
    const nowhere = refusal("Leads nowhere: its name is not known");
    await expect(check("nowhere.example")).rejects.toMatchObject(nowhere);
    await expect(check("empty.example")).rejects.toMatchObject(nowhere);
  });

  it.each(["failing.example", "half.example", "page.example", "hanging.example"])(
    "passes and is counted when nobody can tell: %s",
    async (host) => {
      const given = deps();
      await check(host, given);
      expect(given.counters.snapshot().counters).toEqual(oneUnknown);
    },
  );

  it("passes and is counted when the resolver is not there", async () => {
    const given = testDeps({ variables: { SHARE_DOH_URL: "http://127.0.0.1:1/dns-query" } });
    await check("public.example", given);
    expect(given.counters.snapshot().counters).toEqual(oneUnknown);
  });

  it("is not looked up without a resolver, and still judged by itself", async () => {
    const given = testDeps({ variables: { SHARE_DOH_URL: "" } });
    await check("private4.example", given);
    await expect(check("localhost", given)).rejects.toMatchObject(isPrivate);
    expect(given.counters.snapshot().counters).toEqual([]);
  });
});

describe("an image that is copied from elsewhere", () => {
  const copy = (address: string, limitSeconds?: number, given = deps()) => {
    const { visited, request } = world();
    const copied = copyRemoteImage(given, `https://${address}`, "generatedUrl", {
      request,
      limitSeconds,
    });
    return { visited, copied };
  };

  it("comes with what its bytes say", async () => {
    const { bytes, image } = await copy("public.example/picture.png").copied;
    expect(image).toEqual({ type: "image/png", width: 3, height: 2, size: 68 });
    expect(bytes).toEqual(png);
  });

  it("is asked for without cookies, as an image", async () => {
    expect((await copy("public.example/cookies.png").copied).image.width).toBe(3);
  });

  it("is followed over three redirects and not over four", async () => {
    const three = copy("public.example/round?left=3");
    expect((await three.copied).image.size).toBe(68);
    expect(three.visited).toHaveLength(4);
    const four = copy("public.example/round?left=4");
    await expect(four.copied).rejects.toMatchObject(refusal("Leads on more than 3 times"));
    expect(four.visited).toHaveLength(4);
  });

  it.each([
    ["https://127.0.0.1/picture.png", "Leads to a private address"],
    ["https://[::ffff:7f00:1]/picture.png", "Leads to a private address"],
    ["https://metadata.example/picture.png", "Leads to a private address"],
    ["https://localhost/picture.png", "Leads to a private address"],
    ["//private4.example/picture.png", "Leads to a private address"],
    ["http://public.example/picture.png", "Must be an https address"],
    ["https://public.example:8080/picture.png", "May not name a port"],
    ["file:///etc/passwd", "Must be an https address"],
    ["https://hanging.example/picture.png", "Its name cannot be looked up now; try again later"],
  ])("is not followed to %s", async (to, message) => {
    const trip = copy(`public.example/moved?to=${encodeURIComponent(to)}`);
    await expect(trip.copied).rejects.toMatchObject(refusal(message));
    expect(trip.visited).toEqual(["public.example/moved"]);
  });

  it("is not even asked for where its own address is refused or unknown", async () => {
    for (const [host, message] of [
      ["metadata.example", "Leads to a private address"],
      ["half.example", "Its name cannot be looked up now; try again later"],
      ["10.0.0.1", "Leads to a private address"],
    ] as const) {
      const trip = copy(`${host}/picture.png`);
      await expect(trip.copied).rejects.toMatchObject(refusal(message));
      expect(trip.visited).toEqual([]);
    }
    const given = testDeps({ variables: { SHARE_DOH_URL: "" } });
    const trip = copy("public.example/picture.png", undefined, given);
    await expect(trip.copied).rejects.toMatchObject(
      refusal("Its name cannot be looked up now; try again later"),
    );
    expect(trip.visited).toEqual([]);
  });

  it.each([
    ["page.png", "Must be an image of one of these kinds: PNG, JPEG, WEBP"],
    ["cut.png", "Is damaged or not complete"],
    ["missing.png", "Answers 404 instead of an image"],
    ["nameless", "Answers 302 instead of an image"],
    ["endless.png", "Is larger than 10 MB"],
    ["broken.png", "Does not answer"],
  ])("is refused when it is not one: %s", async (path, message) => {
    await expect(copy(`public.example/${path}`).copied).rejects.toMatchObject(refusal(message));
  });

  it.each(["slow.png", "silent.png"])("is given up when it takes too long: %s", async (path) => {
    await expect(copy(`public.example/${path}`, 1).copied).rejects.toMatchObject(
      refusal("Takes over 1 seconds"),
    );
  });
});
