import { PipelineView } from "@/components/pipeline/pipeline-view";
import { adminMetadata } from "../admin-metadata";
import { AdminPage } from "../admin-page";

export const runtime = "edge";

export const generateMetadata = () => adminMetadata("pipeline");

export default function AdminPipeline() {
  return (
    <AdminPage section="pipeline" namespaces={["pipeline", "charts"]}>
      <PipelineView />
    </AdminPage>
  );
}
