import { expect, it } from "vitest";
import { readGroup, readSort, toPageUrl } from "./people-view";

it("asks for what the address says, and for everybody where it says nothing that there is", () => {
  expect(readGroup("banned")).toBe("banned");
  expect(readGroup("toString")).toBe("everybody");
  expect(readSort("name")).toBe("name");
  expect(readSort("")).toBe("newest");
  const url = "/api/admin/people?sort=newest";
  expect(toPageUrl({ q: "", group: "everybody", sort: "newest" }, null)).toBe(url);
  expect(toPageUrl({ q: "", group: "partners", sort: "newest" }, null)).toBe(
    `${url}&partner=approved`,
  );
  expect(toPageUrl({ q: "a&b", group: "banned", sort: "name" }, "x~花")).toBe(
    "/api/admin/people?sort=name&status=banned&q=a%26b&cursor=x%7E%E8%8A%B1",
  );
});
