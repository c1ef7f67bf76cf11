import { PathsDashboard } from "@/components/paths/paths-dashboard";
import { adminMetadata } from "../admin-metadata";
import { AdminPage } from "../admin-page";

export const runtime = "edge";

export const generateMetadata = () => adminMetadata("paths");

export default function AdminPaths() {
  return (
    <AdminPage section="paths" namespaces={["paths", "charts", "links"]}>
      <PathsDashboard endpoint="/api/admin/paths" locked={false} />
    </AdminPage>
  );
}
