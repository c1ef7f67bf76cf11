import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMention,
  changeText,
  fromBody,
  joinTexts,
  noText,
  toBody,
  type MentionText,
} from "./mention-text";

const names: Record<string, string> = { k1: "Kim", k2: "Kim", a: "Ann Lee" };
const nameOf = (id: string) => names[id];
const twins: MentionText = fromBody("<@k1> and <@k2>!", nameOf);

describe("mentions in a field", () => {
  it("show names and are sent as ids, also when two have one name", () => {
    expect(twins.text).toBe("@Kim and @Kim!");
    expect(toBody(twins)).toBe("<@k1> and <@k2>!");
  });

  it("keep who has no name here as it is written", () => {
    const content = fromBody("<@gone> <@a>", nameOf);
    expect(content.text).toBe("<@gone> @Ann Lee");
    expect(toBody(content)).toBe("<@gone> <@a>");
  });

  it.each([
    ["moves with what is written before it", "hey @Kim and @Kim!", "hey <@k1> and <@k2>!"],
    ["stays with what is written behind it", "@Kim and @Kim! ok", "<@k1> and <@k2>! ok"],
    ["ends when its name is changed", "@Kom and @Kim!", "@Kom and <@k2>!"],
    ["ends when it is cut", "@Kim and @Ki", "<@k1> and @Ki"],
    ["goes with its text", " and @Kim!", " and <@k2>!"],
    ["does not take what is typed onto it", "@Kim and @Kimmy!", "<@k1> and <@k2>my!"],
    ["all go", "", ""],
  ])("a mention %s", (_, text, body) => {
    expect(toBody(changeText(twins, text))).toBe(body);
  });

  it("are added where the text says so, and nowhere else", () => {
    const text = changeText(noText, "@Kim @Kim");
    const second = addMention(text, { at: 5, id: "k2", name: "Kim" });
    expect(toBody(second)).toBe("@Kim <@k2>");
    expect(toBody(addMention(second, { at: 0, id: "k1", name: "Kim" }))).toBe("<@k1> <@k2>");
    expect(toBody(addMention(second, { at: 5, id: "k1", name: "Kim" }))).toBe("@Kim <@k1>");
    expect(toBody(addMention(second, { at: 1, id: "k1", name: "Kim" }))).toBe("@Kim <@k2>");
  });

  it("join below each other", () => {
    const joined = joinTexts([fromBody("<@k1>", nameOf), noText, fromBody("x <@a>", nameOf)]);
    expect(joined.text).toBe("@Kim\nx @Ann Lee");
    expect(toBody(joined)).toBe("<@k1>\nx <@a>");
  });

  it("always stand where their names are, whatever is typed", () => {
    const texts = fc.array(fc.constantFrom("@Kim", "@", "Kim", " ", "a", "@Ann Lee", "\n", "😀"));
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 8 }), (edits) => {
        let content: MentionText = twins;
        for (const edit of edits) {
          content = changeText(content, edit.join(""));
          let end = 0;
          for (const { at, name } of content.mentions) {
            expect(content.text.slice(at, at + name.length + 1)).toBe(`@${name}`);
            expect(at).toBeGreaterThanOrEqual(end);
            end = at + name.length + 1;
          }
        }
      }),
    );
  });
});
