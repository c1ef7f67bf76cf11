import { SharesDashboard } from "@/components/admin-shares/shares-dashboard";
import { adminMetadata } from "../admin-metadata";
import { AdminPage } from "../admin-page";

export const runtime = "edge";

export const generateMetadata = () => adminMetadata("shares");

export default function AdminShares() {
  return (
    <AdminPage section="shares" namespaces={["adminShares"]}>
      <SharesDashboard />
    </AdminPage>
  );
}
