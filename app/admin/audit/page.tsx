import { AuditLog } from "@/components/audit/audit-log";
import { adminMetadata } from "../admin-metadata";
import { AdminPage } from "../admin-page";

export const runtime = "edge";

export const generateMetadata = () => adminMetadata("audit");

export default function AdminAudit() {
  return (
    <AdminPage section="audit" namespaces={["audit", "links"]}>
      <AuditLog />
    </AdminPage>
  );
}
