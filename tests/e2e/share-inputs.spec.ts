import type { APIRequestContext, APIResponse } from "@playwright/test";
import {
  exifSegment,
  gif,
  joined,
  jpeg,
  jpegSegment,
  jpegWith,
  lossyWebp,
  png,
  pngOf,
} from "../../lib/image/testing/pictures";
import { expect, test as base } from "./fixtures/test";

/** A member who talks to the API without a browser. */
const test = base.extend<{ api: APIRequestContext }>({
  api: async ({ playwright, baseURL, signUp }, use) => {
    const api = await playwright.request.newContext({ baseURL });
    await signUp(api, "Ada");
    await use(api);
    await api.dispose();
  },
});

const megabyte = 1024 * 1024;
const file = (bytes: Uint8Array, name = "picture.png", mimeType = "image/png") => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
});

async function expectProblem(
  response: APIResponse,
  { status, code, fields }: { status: number; code: string; fields?: string[] },
) {
  const text = await response.text();
  expect(response.status(), text).toBe(status);
  expect(response.headers()["content-type"]).toBe("application/problem+json");
  const problem: { code: string; errors?: { field: string }[] } = JSON.parse(text);
  expect(problem.code).toBe(code);
  expect(problem.errors?.map(({ field }) => field)).toEqual(fields);
}

const unsupported = { status: 415, code: "unsupported_media_type", fields: ["generated"] };
const damaged = { status: 422, code: "invalid_input", fields: ["generated"] };
const tooLarge = { status: 413, code: "payload_too_large", fields: ["generated"] };

const files = [
  { what: "a page called .png", bytes: joined("<!doctype html><script>alert(1)</script>") },
  {
    what: "a drawing with a script",
    bytes: joined("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
  },
  { what: "a PDF", bytes: joined("%PDF-1.7\n") },
  { what: "a GIF, which shares do not take", bytes: gif },
  { what: "10 MB and a byte", bytes: new Uint8Array(10 * megabyte + 1), problem: tooLarge },
  { what: "50 megapixels in 5 kB", bytes: pngOf(10_000, 5_000), problem: damaged },
  { what: "a side of 12,001 pixels", bytes: pngOf(12_001, 1), problem: damaged },
  { what: "a JPEG that is cut off", bytes: jpeg.subarray(0, 250), problem: damaged },
  { what: "a PNG that is cut off", bytes: png.subarray(0, 60), problem: damaged },
  { what: "a WebP that is cut off", bytes: lossyWebp.subarray(0, 60), problem: damaged },
  { what: "an empty file", bytes: new Uint8Array(), problem: damaged },
];

for (const { what, bytes, problem = unsupported } of files) {
  test(`a file is judged by its bytes: ${what}`, async ({ api }) => {
    const response = await api.post("/api/share", { multipart: { generated: file(bytes) } });
    await expectProblem(response, problem);
  });
}

test("the other file is judged as well, and named", async ({ api }) => {
  const multipart = { generated: file(png), original: file(jpeg.subarray(0, 250)) };
  const response = await api.post("/api/share", { multipart });
  await expectProblem(response, { ...damaged, fields: ["original"] });
  const { shares } = await (await api.get("/api/share/list")).json();
  expect(shares).toEqual([]);
});

test("30 MB are refused as a whole", async ({ api }) => {
  const response = await api.post("/api/share", {
    multipart: { generated: file(new Uint8Array(30 * megabyte)) },
  });
  await expectProblem(response, { status: 413, code: "payload_too_large" });
});

test("a photo is served without its place and camera, as its bytes say, turned as it was", async ({
  api,
}) => {
  const photo = jpegWith(exifSegment(6), jpegSegment(0xfe, "made at home"));
  const named = file(joined(photo, "<script>"), "page.html", "text/html");
  const created = await api.post("/api/share", { multipart: { generated: named } });
  expect(created.status(), await created.text()).toBe(201);
  const share = await (await api.get(`/api/share/${(await created.json()).id}`)).json();
  expect(share.generatedImage).toMatchObject({ type: "image/jpeg", width: 2, height: 3 });
  const image = await api.get(share.generatedUrl);
  expect(image.headers()["content-type"]).toBe("image/jpeg");
  const served = (await image.body()).toString("latin1");
  for (const secret of ["Camera", "home", "script"]) expect(served).not.toContain(secret);
});

const addresses = [
  "https://127.0.0.1/a.png",
  "https://127.1/a.png",
  "https://2130706433/a.png",
  "https://0x7f.1/a.png",
  "https://0177.0.0.1/a.png",
  "https://169.254.169.254/latest/meta-data/",
  "https://10.0.0.1./a.png",
  "https://192.168.0.1/a.png",
  "https://[::1]/a.png",
  "https://[::ffff:10.0.0.1]/a.png",
  "https://[fd00::1]/a.png",
  "https://[64:ff9b::7f00:1]/a.png",
  "https://localhost/a.png",
  "https://LOCALHOST./a.png",
  "https://printer.local/a.png",
  "https://metadata.google.internal/a.png",
  "https://intranet/a.png",
  "https://me:secret@images.example.com/a.png",
  "https://images.example.com:8443/a.png",
  "http://images.example.com/a.png",
  "ftp://images.example.com/a.png",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "data:image/png;base64,AAAA",
  "//images.example.com/a.png",
  "not an address",
  "",
];

test("addresses that are private or not https are refused, whichever side they are for", async ({
  api,
}) => {
  const good = "https://images.example.com/a.png";
  for (const address of addresses) {
    const response = await api.post("/api/share", { data: { generatedUrl: address } });
    await expectProblem(response, { ...damaged, fields: ["generatedUrl"] });
    const other = { generatedUrl: good, originalUrl: address };
    const second = await api.post("/api/share", { data: other });
    await expectProblem(second, { ...damaged, fields: ["originalUrl"] });
  }
  expect((await api.post("/api/share", { data: { generatedUrl: good } })).status()).toBe(201);
});

const wrongFields: Record<string, unknown> = {
  title: "x".repeat(121),
  prompt: "x".repeat(4001),
  style: "x".repeat(81),
  timestamp: -1,
  clientId: "short",
  expiresInDays: 31,
};

test("fields that do not fit are named, in JSON as in a form", async ({ api }) => {
  for (const [field, value] of Object.entries(wrongFields)) {
    const data = { generatedUrl: "https://images.example.com/a.png", [field]: value };
    const problem = { ...damaged, fields: [field] };
    await expectProblem(await api.post("/api/share", { data }), problem);
    const multipart = { generated: file(png), [field]: String(value) };
    await expectProblem(await api.post("/api/share", { multipart }), problem);
  }
  const data = { generatedUrl: 5, title: ["a"], expiresInDays: 1.5 };
  await expectProblem(await api.post("/api/share", { data }), {
    ...damaged,
    fields: ["title", "expiresInDays", "generatedUrl"],
  });
});

test("a form needs its image as a file", async ({ api }) => {
  const forms: Record<string, string | ReturnType<typeof file>>[] = [
    { title: "nothing else" },
    { original: file(png) },
    { picture: file(png) },
    { generated: "https://images.example.com/a.png" },
  ];
  for (const multipart of forms) {
    await expectProblem(await api.post("/api/share", { multipart }), damaged);
  }
});

test("bodies that are neither JSON nor a form have their problem", async ({ api }) => {
  // As bytes: Playwright would make JSON of a text that is none.
  const post = (text: string, type: string) =>
    api.post("/api/share", {
      data: Buffer.from(text, "latin1"),
      headers: { "content-type": type },
    });
  const invalidJson = { status: 400, code: "invalid_json" };
  await expectProblem(await post("{", "application/json"), invalidJson);
  await expectProblem(await post("", "application/json"), invalidJson);
  await expectProblem(await post("\x89PNG\r\n", "image/png"), invalidJson);
  await expectProblem(await post("a=b", "application/x-www-form-urlencoded"), invalidJson);
  const body = { ...damaged, fields: ["body"] };
  await expectProblem(await post("rubbish", "multipart/form-data; boundary=x"), body);
  await expectProblem(await post("--x\r\nrubbish", "multipart/form-data; boundary=x"), body);
  await expectProblem(await post("rubbish", "multipart/form-data"), body);
  await expectProblem(await post("[]", "application/json"), body);
  await expectProblem(await post("null", "application/json"), body);
  const long = JSON.stringify({ prompt: "x".repeat(70_000) });
  await expectProblem(await post(long, "application/json"), {
    status: 413,
    code: "payload_too_large",
  });
});
