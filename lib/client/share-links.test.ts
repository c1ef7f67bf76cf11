import { describe, expect, it } from "vitest";
import { findShareIds } from "./share-links";

const host = "plaza.example";
const one = "AbCdEfGhIjKlMnOpQr01";
const two = "ZyXwVuTsRqPoNmLkJi02";
const three = "33333333333333333333";
const four = "44444444444444444444";

const find = (text: string) => findShareIds(text, host);

describe("share links in a message", () => {
  it("are found by their whole address", () => {
    expect(find(`https://plaza.example/share/${one}`)).toEqual([one]);
    expect(find(`Look: https://plaza.example/share/${one} nice`)).toEqual([one]);
  });

  it.each([".", ",", "!", "?", ")", "。", "，", "」", ":", "…", "**", "\n"])(
    "end before %j",
    (punctuation) => {
      expect(find(`(https://plaza.example/share/${one}${punctuation}`)).toEqual([one]);
    },
  );

  it("may carry a query, a fragment and a closing slash", () => {
    expect(find(`https://plaza.example/share/${one}?from=chat&x=1`)).toEqual([one]);
    expect(find(`https://plaza.example/share/${one}#prompt`)).toEqual([one]);
    expect(find(`https://plaza.example/share/${one}/`)).toEqual([one]);
  });

  it("are found over either protocol and in any letter case of the host", () => {
    expect(find(`http://plaza.example/share/${one}`)).toEqual([one]);
    expect(find(`https://PLAZA.example/share/${one}`)).toEqual([one]);
  });

  it("are found as a path by itself", () => {
    expect(find(`/share/${one}`)).toEqual([one]);
    expect(find(`see /share/${one}, please`)).toEqual([one]);
    expect(find(`（/share/${one}）`)).toEqual([one]);
  });

  it("are not found within other paths and words", () => {
    expect(find(`files/share/${one}`)).toEqual([]);
    expect(find(`/share/${one}/preview.png`)).toEqual([]);
    expect(find(`/share/${one}x`)).toEqual([]);
    expect(find(`https://plaza.example/share/${one}/preview.png`)).toEqual([]);
    expect(find(`https://plaza.example/api/share/${one}`)).toEqual([]);
    expect(find("https://plaza.example/share/tooShort")).toEqual([]);
  });

  it.each([
    `https://plaza.example.evil.test/share/${one}`,
    `https://evil.test/share/${one}`,
    `https://plaza.example@evil.test/share/${one}`,
    `https://plaza.example:pass@plaza.example/share/${one}`,
    `https://plaza.example:8443/share/${one}`,
    `https://evil.test/?u=https://plaza.example/share/${one}`,
    `ftp://plaza.example/share/${one}`,
  ])("are not found in %s", (text) => {
    expect(find(text)).toEqual([]);
  });

  it("of another port are another Plaza's", () => {
    const text = `http://localhost:8788/share/${one} http://localhost:8789/share/${two}`;
    expect(findShareIds(text, "localhost:8789")).toEqual([two]);
  });

  it("in code stay code", () => {
    expect(find(`\`https://plaza.example/share/${one}\``)).toEqual([]);
    expect(find(`\`curl https://plaza.example/share/${one} | wc\``)).toEqual([]);
    expect(find(`\`\`\`\ncurl https://plaza.example/share/${one}\n\`\`\``)).toEqual([]);
    expect(find(`\`\`\`sh\nopen https://plaza.example/share/${one}`)).toEqual([]);
    expect(find(`\`code\` https://plaza.example/share/${one} \`code\``)).toEqual([one]);
  });

  it("count once each, in the order of their mention, three at most", () => {
    const link = (id: string) => `https://plaza.example/share/${id}`;
    expect(find(`${link(one)} ${link(one)}?again`)).toEqual([one]);
    expect(find([two, one, three, four].map(link).join(" "))).toEqual([two, one, three]);
    expect(find(`/share/${two} ${link(one)} /share/${three}`)).toEqual([two, one, three]);
  });

  it("are none in a text without any", () => {
    expect(find("")).toEqual([]);
    expect(find("what a day")).toEqual([]);
  });
});
