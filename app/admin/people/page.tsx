import { PeopleDashboard } from "@/components/people/people-dashboard";
import { adminMetadata } from "../admin-metadata";
import { AdminPage } from "../admin-page";

export const runtime = "edge";

export const generateMetadata = () => adminMetadata("people");

export default function AdminPeople() {
  return (
    <AdminPage section="people" namespaces={["people", "audit"]}>
      <PeopleDashboard />
    </AdminPage>
  );
}
