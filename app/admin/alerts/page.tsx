import { AlertsView } from "@/components/alerts/alerts-view";
import { adminMetadata } from "../admin-metadata";
import { AdminPage } from "../admin-page";

export const runtime = "edge";

export const generateMetadata = () => adminMetadata("alerts");

export default function AdminAlerts() {
  return (
    <AdminPage section="alerts" namespaces={["alerts"]}>
      <AlertsView />
    </AdminPage>
  );
}
