import { eq, and, sql } from "drizzle-orm";
import { accounts, installation, users } from "../../../drizzle/schema";
import { auditStatement } from "../../audit/store";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { newId } from "../../platform/id";
import { roleSchema, type Role } from "../schema";
import { owePersonEffect } from "./effects";

export type NewAccount = {
  id: string;
  email: string;
  name: string;
  image: string | null;
  passwordHash: string | null;
  now: number;
  /** Whether the first account of this installation becomes its admin. */
  firstIsAdmin: boolean;
  /** An admin by proof: a setup token that counts once (`setupKey`), or an address that the configuration lists. */
  proof: { kind: "none" } | { kind: "setup-token"; setupKey: string } | { kind: "listed" };
};

export type Inserted =
  { outcome: "created"; role: Role } | { outcome: "email_taken" } | { outcome: "setup_token_used" };

/**
 * Creates an account, and the identity it signs in with, in one transaction. Who becomes admin is decided inside:
 * of two first registrations at once only one finds an empty table, of two uses of a token only one finds it unused.
 */
export async function insertAccount(
  db: Database,
  account: NewAccount,
  identity?: { provider: string; providerAccountId: string },
): Promise<Inserted> {
  const { id, email, name, image, passwordHash, now, proof } = account;
  const setupKey = proof.kind === "setup-token" ? proof.setupKey : null;
  const isCreated = sql`EXISTS (SELECT 1 FROM users WHERE id = ${id})`;
  const statements = [
    sql`INSERT INTO users (id, email, name, image, password_hash, role, created_at)
      SELECT ${id}, ${email}, ${name}, ${image}, ${passwordHash},
        CASE WHEN ${proof.kind !== "none" ? 1 : 0} = 1
          OR (${account.firstIsAdmin ? 1 : 0} = 1 AND NOT EXISTS (SELECT 1 FROM users))
          THEN 'admin' ELSE 'member' END, ${now}
      WHERE NOT EXISTS (SELECT 1 FROM installation WHERE key = ${setupKey})
      ON CONFLICT DO NOTHING RETURNING role`,
    sql`INSERT INTO installation (key, value) SELECT ${setupKey}, ${id}
      WHERE ${setupKey} IS NOT NULL AND ${isCreated}`,
  ];
  if (identity) {
    // A repeated callback finds the identity taken; then this fails and takes the new user back with it.
    statements.push(sql`INSERT INTO accounts (provider, provider_account_id, user_id, created_at)
      SELECT ${identity.provider}, ${identity.providerAccountId}, ${id}, ${now} WHERE ${isCreated}`);
  }
  statements.push(
    auditStatement(
      {
        ...{ at: now, actorId: "configuration", action: "person.first_admin", targetId: id },
        detail: { proof: proof.kind === "none" ? "first-account" : proof.kind },
      },
      sql`EXISTS (SELECT 1 FROM users WHERE id = ${id} AND role = 'admin')`,
    ),
  );
  statements.push(sql`SELECT 1 AS taken FROM users WHERE email = ${email} AND id <> ${id}`);
  const results = await runBatch(db, statements);
  const created = results[0]?.[0];
  if (created) return { outcome: "created", role: roleSchema.parse(created.role) };
  return { outcome: results.at(-1)?.length ? "email_taken" : "setup_token_used" };
}

export async function isSetupKeyUsed(db: Database, setupKey: string): Promise<boolean> {
  const [row] = await db
    .select({ key: installation.key })
    .from(installation)
    .where(eq(installation.key, setupKey));
  return row !== undefined;
}

/** The user whom a provider's account signs in, by the provider's own id; an address is never enough. */
export async function findUserByIdentity(
  db: Database,
  provider: string,
  providerAccountId: string,
) {
  const [row] = await db
    .select({ id: users.id, role: users.role, status: users.status })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)));
  return row ?? null;
}

/** Makes somebody whose verified address the configuration lists an admin. Null when they are one. */
export async function promoteListed(
  db: Database,
  userId: string,
  now: number,
): Promise<string | null> {
  const effectId = newId(20);
  const [, owed] = await runBatch(db, [
    sql`UPDATE users SET role = 'admin', version = version + 1
      WHERE id = ${userId} AND status = 'active' AND role <> 'admin'`,
    owePersonEffect(effectId, userId, now),
    sql`INSERT INTO audit_log (id, at, actor_id, action, target_id, detail)
      SELECT ${newId(20)}, ${now}, 'configuration', 'person.update', ${userId}, '{"role":"admin"}'
      WHERE changes() > 0`,
  ]);
  return owed?.length ? effectId : null;
}
