import { changePicture, maxPictureBytes, removePicture } from "@/lib/auth/service";
import { readBytes } from "@/lib/http/read-body";
import { json, noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const PUT = route({ access: "member" }, async ({ deps, request, person }) =>
  json(await changePicture(deps, person, await readBytes(request, maxPictureBytes))),
);

export const DELETE = route({ access: "member" }, async ({ deps, person }) => {
  await removePicture(deps, person);
  return noContent();
});
