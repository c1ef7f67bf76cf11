import { RoomsDashboard } from "@/components/admin-rooms/rooms-dashboard";
import { adminMetadata } from "../admin-metadata";
import { AdminPage } from "../admin-page";

export const runtime = "edge";

export const generateMetadata = () => adminMetadata("rooms");

export default function AdminRooms() {
  return (
    <AdminPage section="rooms" namespaces={["rooms"]}>
      <RoomsDashboard />
    </AdminPage>
  );
}
