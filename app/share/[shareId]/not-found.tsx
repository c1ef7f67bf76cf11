import { NoShare } from "@/components/share/no-share";

export default function ShareNotFoundPage() {
  return <NoShare why="missing" />;
}
