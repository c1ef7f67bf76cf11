import { describe, expect, it } from "vitest";
import { describeAgent } from "./describe-agent";

describe("a browser", () => {
  it("is named by what it is, not by what it claims to be compatible with", () => {
    expect(
      describeAgent(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
      ),
    ).toEqual({ browser: "Edge", system: "Windows" });
    expect(
      describeAgent(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
      ),
    ).toEqual({ browser: "Chrome", system: "iOS" });
    expect(
      describeAgent("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"),
    ).toEqual({ browser: "Firefox", system: "Linux" });
  });

  it("is unknown for programs and for nothing", () => {
    expect(describeAgent("curl/8.5.0")).toBeNull();
    expect(describeAgent(null)).toBeNull();
  });
});
