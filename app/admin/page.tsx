import { redirect } from "next/navigation";
import { requireAdmin } from "./require-admin";

export const runtime = "edge";

export default async function AdminHome(): Promise<never> {
  await requireAdmin();
  redirect("/admin/paths");
}
