import { expect, test } from "vitest";
import { addSecurityHeaders, newNonce, toContentSecurityPolicy } from "./security-headers";

const secure = new URL("https://plaza.example/rooms?x=1");
const local = new URL("http://localhost:8788/");

test("scripts run by nonce only, and sockets go to the own host", () => {
  const policy = toContentSecurityPolicy({ url: secure, nonce: "abc" });
  expect(policy.split("; ")).toEqual([
    "default-src 'self'",
    "script-src 'self' 'nonce-abc' 'strict-dynamic'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "media-src 'self' blob: https:",
    "font-src 'self' data:",
    "connect-src 'self' wss://plaza.example",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ]);
});

test("locally the socket is not encrypted, and only development may evaluate", () => {
  const page = { url: local, nonce: "abc" };
  expect(toContentSecurityPolicy(page)).toContain("connect-src 'self' ws://localhost:8788;");
  expect(toContentSecurityPolicy(page)).not.toContain("unsafe-eval");
  expect(toContentSecurityPolicy(page, true)).toContain("'unsafe-eval'");
});

test("a nonce is 128 bits and never the same", () => {
  expect(newNonce()).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(newNonce()).not.toBe(newNonce());
});

test("a document gets the policy of pages, other answers do not", () => {
  const html = new Headers({ "content-type": "text/html; charset=utf-8" });
  addSecurityHeaders(html, secure, "the policy");
  expect(html.get("content-security-policy")).toBe("the policy");
  const json = new Headers({ "content-type": "application/json" });
  addSecurityHeaders(json, secure, "the policy");
  expect(json.get("content-security-policy")).toBeNull();
  expect(json.get("x-content-type-options")).toBe("nosniff");
  expect(json.get("cross-origin-opener-policy")).toBe("same-origin");
});

test("a policy that the answer brought along stays", () => {
  const upload = new Headers({ "content-type": "text/html", "content-security-policy": "sandbox" });
  addSecurityHeaders(upload, secure, "the policy");
  expect(upload.get("content-security-policy")).toBe("sandbox");
});

test("encrypted answers ask to stay so, local ones do not", () => {
  const encrypted = new Headers();
  addSecurityHeaders(encrypted, secure, "p");
  expect(encrypted.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
  const plain = new Headers();
  addSecurityHeaders(plain, local, "p");
  expect(plain.get("strict-transport-security")).toBeNull();
});

test("the address of a public link goes to no other site and no search engine", () => {
  const plain = new Headers();
  addSecurityHeaders(plain, secure, "p");
  expect(plain.get("x-robots-tag")).toBeNull();
  expect(plain.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
  for (const path of ["/stats/abc", "/api/dashboard/abc", "/api/dashboard/abc/stats"]) {
    const headers = new Headers();
    addSecurityHeaders(headers, new URL(path, secure), "p");
    expect(headers.get("x-robots-tag")).toBe("noindex, nofollow");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  }
});
