import { CachesView } from "@/components/caches/caches-view";
import { adminMetadata } from "../admin-metadata";
import { AdminPage } from "../admin-page";

export const runtime = "edge";

export const generateMetadata = () => adminMetadata("caches");

export default function AdminCaches() {
  return (
    <AdminPage section="caches" namespaces={["caches", "charts"]}>
      <CachesView />
    </AdminPage>
  );
}
