import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { z } from "zod";
import type { Variables } from "../platform/env";
import type { ProviderProfile } from "./sign-in";

/** GitHub and Google, each only where its keys are set. */

const timeoutMs = 5_000;

export function listProviderIds(variables: Variables): ProviderProfile["provider"][] {
  const { AUTH_GITHUB_ID, AUTH_GITHUB_SECRET, AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET } = variables;
  return [
    ...(AUTH_GITHUB_ID && AUTH_GITHUB_SECRET ? (["github"] as const) : []),
    ...(AUTH_GOOGLE_ID && AUTH_GOOGLE_SECRET ? (["google"] as const) : []),
  ];
}

export function toProviders(variables: Variables) {
  return listProviderIds(variables).map((id) =>
    id === "github"
      ? GitHub({
          clientId: variables.AUTH_GITHUB_ID,
          clientSecret: variables.AUTH_GITHUB_SECRET,
        })
      : Google({
          clientId: variables.AUTH_GOOGLE_ID,
          clientSecret: variables.AUTH_GOOGLE_SECRET,
        }),
  );
}

const githubSchema = z.object({
  id: z.number(),
  login: z.string(),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
});
const githubEmailsSchema = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);
const googleSchema = z.object({
  sub: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  email_verified: z.boolean().nullish(),
  picture: z.string().nullish(),
});

/** What the provider says, in our words. Throws when it says something that we do not understand. */
export async function toProviderProfile(
  provider: string,
  profile: unknown,
  accessToken: string | undefined,
): Promise<ProviderProfile> {
  if (provider === "github") {
    const { id, login, name, avatar_url } = githubSchema.parse(profile);
    const email = await readGithubEmail(accessToken ?? "");
    return {
      provider: "github",
      providerAccountId: String(id),
      email,
      emailVerified: email !== null,
      name: name || login,
      image: avatar_url ?? null,
    };
  }
  const { sub, name, email, email_verified, picture } = googleSchema.parse(profile);
  return {
    provider: "google",
    providerAccountId: sub,
    email: email ?? null,
    emailVerified: email_verified === true,
    name: name ?? null,
    image: picture ?? null,
  };
}

/** GitHub's profile does not say whether an address was verified; its list of addresses does. */
async function readGithubEmail(accessToken: string): Promise<string | null> {
  const answer = await fetch("https://api.github.com/user/emails", {
    headers: { authorization: `Bearer ${accessToken}`, "user-agent": "plaza" },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!answer.ok) throw new Error(`GitHub answered ${answer.status} for the list of addresses`);
  const emails = githubEmailsSchema.parse(await answer.json());
  return emails.find((email) => email.primary && email.verified)?.email ?? null;
}
