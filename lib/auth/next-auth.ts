import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import type { Deps } from "../platform/deps";
import { toSecrets } from "../platform/env";
import { log } from "../platform/log";
import { sessionMaxAgeMs } from "./domain";
import { toProviderProfile, toProviders } from "./providers";
import { partnerSchema, roleSchema, signInSchema, statusSchema, type Preferences } from "./schema";
import { beginSession, endSession, findPersonWithStatus, takeSignInAt } from "./service";
import { signInWithPassword, signInWithProvider } from "./sign-in";
import { toClaims } from "./token";

/** What our tokens carry besides the claims; written and read here only. */
const tokenSchema = z.object({
  sub: z.string(),
  name: z.string(),
  picture: z.string().nullable(),
  role: roleSchema,
  status: statusSchema,
  partner: partnerSchema,
});

/** What a run of next-auth did, which its own answer does not say. */
export type AuthRun = {
  /** Somebody signed in; how they like to see the site. */
  signedIn: ({ userId: string } & Preferences) | null;
  /** Something failed that next-auth would have hidden behind a redirect. */
  fault: unknown;
};

class RefusedSignIn extends CredentialsSignin {
  constructor(why: string) {
    super();
    this.code = why;
  }
}

/** next-auth for one request, on the bindings of that request. */
export function openAuth(deps: Deps, userAgent: string | null) {
  const run: AuthRun = { signedIn: null, fault: null };
  const { handlers } = NextAuth(() => toConfig(deps, userAgent, run));
  return { handlers, run };
}

function toConfig(deps: Deps, userAgent: string | null, run: AuthRun): NextAuthConfig {
  /** Remembers a failure on its way out. */
  const noting = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CredentialsSignin)) run.fault = error;
      throw error;
    }
  };
  return {
    secret: toSecrets(deps.variables, "AUTH_SECRET"),
    basePath: "/api/auth",
    trustHost: true,
    session: { strategy: "jwt", maxAge: sessionMaxAgeMs / 1000 },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/settings" },
    providers: [
      Credentials({
        credentials: { email: {}, password: { type: "password" } },
        authorize: (input) => noting(() => authorize(deps, run, input)),
      }),
      ...toProviders(deps.variables),
    ],
    callbacks: {
      signIn: ({ account, profile }) =>
        noting(async () => {
          if (!account || account.type === "credentials") return true;
          const known = await toProviderProfile(account.provider, profile, account.access_token);
          const signIn = await signInWithProvider(deps, known);
          if (signIn.outcome === "refused") return `/sign-in?error=${signIn.why}`;
          run.signedIn = signIn;
          return true;
        }),
      jwt: ({ token, user }) =>
        noting(async () => {
          const claims = user
            ? await beginSession(deps, run.signedIn?.userId ?? "", userAgent)
            : toClaims(token);
          const person = claims && (await findPersonWithStatus(deps, claims));
          if (!person) return null;
          const { id, sid, name, image, role, status, partner } = person;
          return { sub: id, sid, name, picture: image, role, status, partner };
        }),
      session: ({ session, token }) => {
        const { sub, name, picture, role, status, partner } = tokenSchema.parse(token);
        const user = { id: sub, name, image: picture, role, status, partner };
        return { expires: session.expires, user };
      },
    },
    events: {
      signOut: (message) =>
        noting(async () => {
          const claims = "token" in message ? toClaims(message.token) : null;
          if (claims) await endSession(deps, claims);
        }),
    },
    logger: {
      error: (error) => {
        if (error.name !== "RefusedSignIn") log("warn", "auth.failed", { type: error.name });
      },
      warn: (code) => log("warn", "auth.warning", { code }),
      debug: () => undefined,
    },
  };
}

async function authorize(deps: Deps, run: AuthRun, input: unknown) {
  const parsed = signInSchema.safeParse(input);
  if (!parsed.success) throw new RefusedSignIn("credentials");
  // Here, as of two addresses in one body only next-auth knows which one counts.
  await takeSignInAt(deps, parsed.data.email);
  const signIn = await signInWithPassword(deps, parsed.data.email, parsed.data.password);
  if (signIn.outcome === "refused") throw new RefusedSignIn(signIn.why);
  run.signedIn = signIn;
  return { id: signIn.userId };
}
