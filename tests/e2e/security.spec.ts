import { request as newRequest, type APIRequestContext } from "@playwright/test";
import { signIn, signUp } from "./fixtures/accounts";
import { createShare, drawPicture } from "./fixtures/shares";
import { expect, test } from "./fixtures/test";

const sessionName = "authjs.session-token";

async function sessionOf(context: APIRequestContext) {
  const { cookies } = await context.storageState();
  return cookies.find(({ name }) => name === sessionName);
}

const whoIs = async (url: string, cookie: string) => {
  const headers = { cookie: `${sessionName}=${cookie}` };
  const answer = await fetch(`${url}/api/me`, { headers });
  const { id }: { id?: string } = await answer.json();
  return { status: answer.status, id };
};

test("a session begins with its sign-in, whatever cookie was there before, and ends with its sign-out", async ({
  server: { url: baseURL },
}) => {
  const [visitor, other] = [
    await newRequest.newContext({ baseURL }),
    await newRequest.newContext({ baseURL }),
  ];
  const planter = await signUp(other, "Plants a cookie");
  const victim = await signUp(visitor, "Finds a cookie");
  await visitor.post("/api/auth/signout", {
    form: { csrfToken: (await (await visitor.get("/api/auth/csrf")).json()).csrfToken },
    maxRedirects: 0,
  });
  expect(await sessionOf(visitor)).toBeUndefined();

  // The session of the one in the browser of the other, before they sign in.
  const planted = (await sessionOf(other))?.value ?? "";
  const state = await visitor.storageState();
  const foreign = await newRequest.newContext({
    baseURL,
    storageState: { ...state, cookies: (await other.storageState()).cookies },
  });
  await signIn(foreign, victim);
  const own = await sessionOf(foreign);
  expect(own).toMatchObject({ httpOnly: true, sameSite: "Lax", secure: false, path: "/" });
  expect(own?.value).not.toBe(planted);
  expect(await whoIs(baseURL, own?.value ?? "")).toEqual({ status: 200, id: victim.id });
  expect(await whoIs(baseURL, planted)).toEqual({ status: 200, id: planter.id });

  // One that was made up, and one that was altered.
  expect((await whoIs(baseURL, "made-up")).status).toBe(401);
  const value = own?.value ?? "";
  const letter = value[40] === "A" ? "B" : "A";
  const altered = `${value.slice(0, 40)}${letter}${value.slice(41)}`;
  expect((await whoIs(baseURL, altered)).status).toBe(401);

  const { csrfToken } = await (await foreign.get("/api/auth/csrf")).json();
  await foreign.post("/api/auth/signout", { form: { csrfToken }, maxRedirects: 0 });
  expect((await whoIs(baseURL, own?.value ?? "")).status).toBe(401);
  expect((await whoIs(baseURL, planted)).status).toBe(200);
  for (const context of [visitor, other, foreign]) await context.dispose();
});

const page = /^default-src 'self'; script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic';/;
const sandbox = /^default-src 'none'; sandbox$/;

test("every kind of answer carries the headers of its kind", async ({
  page: member,
  signUp: join,
}) => {
  await join(member, "Looks at headers");
  const { id: shareId } = await createShare(member);
  const { buffer } = drawPicture("me.png");
  const { image }: { image: string } = await (
    await member.request.put("/api/me/picture", { data: buffer })
  ).json();
  const uploaded = await member.request.post("/api/chat/uploads", {
    multipart: { file: { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<p>") } },
  });
  const { url }: { url: string } = await uploaded.json();
  const answers: [path: string, status: number, policy: RegExp | null][] = [
    ["/settings", 200, page],
    ["/chat", 200, page],
    [`/share/${shareId}`, 200, page],
    ["/share/AAAAAAAAAAAAAAAAAAAA", 404, page],
    ["/nowhere", 404, page],
    ["/api/me", 200, null],
    ["/api/nowhere", 404, null],
    [image, 200, sandbox],
    [url, 200, /^default-src 'none'; .*sandbox$/],
    [`/api/media/shares/${shareId}/generated?download=1`, 200, sandbox],
    [`/share/${shareId}/preview.png`, 200, sandbox],
    ["/sw.js", 200, /^default-src 'none'; connect-src 'self'$/],
  ];
  for (const [path, status, policy] of answers) {
    const answer = await member.request.get(path, { maxRedirects: 0 });
    const headers = answer.headers();
    expect([path, answer.status()]).toEqual([path, status]);
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    if (policy) expect(headers["content-security-policy"], path).toMatch(policy);
    if (path === "/sw.js") continue;
    expect(headers["x-frame-options"], path).toBe("DENY");
    expect(headers["cross-origin-opener-policy"], path).toBe("same-origin");
    expect(headers["referrer-policy"], path).toBe("strict-origin-when-cross-origin");
  }
  const file = (await member.request.get(url)).headers();
  expect(file["content-type"]).toBe("text/plain; charset=utf-8");
  expect(file["content-disposition"]).toMatch(/^attachment; /);
  const own = (await member.request.get("/api/me")).headers();
  expect(own["cache-control"]).toBe("private, no-store");
});
