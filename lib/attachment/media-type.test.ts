import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMediaType } from "./media-type";
import { attachmentTypes } from "./schema";

const raw = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("the type of a file", () => {
  it.each([
    ["an MP4", raw("\0\0\0\x18ftypisom\0\0\0\0"), "video/mp4"],
    ["an MP4 of a phone", raw("\0\0\0\x18ftypmp42\0\0\0\0"), "video/mp4"],
    ["an M4A", raw("\0\0\0\x18ftypM4A \0\0\0\0"), "audio/mp4"],
    ["a HEIC picture", raw("\0\0\0\x18ftypheic\0\0\0\0"), null],
    ["an AVIF picture", raw("\0\0\0\x18ftypavif\0\0\0\0"), null],
    ["a WebM", raw("\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm"), "video/webm"],
    ["a Matroska", raw("\x1a\x45\xdf\xa3\xa3\x42\x86\x81\x01\x42\x82\x88matroska"), null],
    ["an MP3 with a tag", raw("ID3\x04\0\0\0\0\0\0"), "audio/mpeg"],
    ["an MP3 without one", raw("\xff\xfb\x90\x64\0"), "audio/mpeg"],
    ["an Ogg", raw("OggS\0\x02\0\0"), "audio/ogg"],
    ["a WAV", raw("RIFF\x24\0\0\0WAVEfmt "), "audio/wav"],
    ["a PDF", raw("%PDF-1.7\n%\xe2\xe3"), "application/pdf"],
    ["text", utf8("Grüße,\t世界\r\n"), "text/plain"],
    ["HTML", utf8("<!doctype html><script>alert(1)</script>"), "text/plain"],
    ["an SVG", utf8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "text/plain"],
    ["text in UTF-16", raw("\xff\xfeh\0i\0"), null],
    ["text in Latin-1", raw("Gr\xfc\xdfe"), null],
    ["text with an escape", raw("red \x1b[31m"), null],
    ["a program", raw("\x7fELF\x02\x01\x01"), null],
    ["an archive", raw("PK\x03\x04\x14\0"), null],
  ])("is told by its bytes: %s", (_, bytes, type) => {
    expect(readMediaType(bytes)).toBe(type);
  });

  it("is one of those we serve, or none, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const type = readMediaType(bytes);
        expect(type === null || attachmentTypes.includes(type)).toBe(true);
      }),
    );
  });
});
