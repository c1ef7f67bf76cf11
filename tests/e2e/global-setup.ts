import { request } from "@playwright/test";
import { signUp } from "./fixtures/accounts";
import { PlazaServer } from "./fixtures/server";

/**
 * Starts the server that tests share, and its first account, so that nobody else becomes admin by accident.
 * `PLAZA_E2E_URL` and `PLAZA_E2E_ADMIN` (JSON of its first account) name one that runs already, such as `npm run dev`.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env.PLAZA_E2E_URL) return async () => undefined;
  const server = await PlazaServer.start();
  try {
    const visitor = await request.newContext({ baseURL: server.url });
    process.env.PLAZA_E2E_ADMIN = JSON.stringify(await signUp(visitor, "Admin of the tests"));
    process.env.PLAZA_E2E_URL = server.url;
    await visitor.dispose();
  } catch (error) {
    console.error(server.output);
    await server.dispose();
    throw error;
  }
  return () => server.dispose();
}
