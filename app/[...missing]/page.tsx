import { notFound } from "next/navigation";

export const runtime = "edge";

/** Every address that nothing else claims. */
export default function MissingPage(): never {
  notFound();
}
