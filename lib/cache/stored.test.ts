import { expect, it } from "vitest";
import { decodeStored, encodeStored } from "./stored";

it("keeps version and value apart, whatever stands in the value", () => {
  expect(encodeStored({ version: 7, json: '{"a":"1|2"}' })).toBe('7|{"a":"1|2"}');
  expect(decodeStored('7|{"a":"1|2"}')).toEqual({ version: 7, json: '{"a":"1|2"}' });
  expect(decodeStored("0|null")).toEqual({ version: 0, json: "null" });
});

it.each(["", "|", "|{}", "7", "-1|{}", "1.5|{}", "1e3|{}", " 7|{}", "99999999999999999999|{}"])(
  "takes %j for no value",
  (text) => {
    expect(decodeStored(text)).toBeNull();
  },
);
