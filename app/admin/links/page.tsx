import { LinksList } from "@/components/links/links-list";
import { adminMetadata } from "../admin-metadata";
import { AdminPage } from "../admin-page";

export const runtime = "edge";

export const generateMetadata = () => adminMetadata("links");

export default function AdminLinks() {
  return (
    <AdminPage section="links" namespaces={["links"]}>
      <LinksList />
    </AdminPage>
  );
}
