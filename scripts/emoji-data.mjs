/**
 * Writes what the emoji picker shows and searches, one file a language, from emojibase (MIT, CLDR names):
 * `node scripts/emoji-data.mjs`. Run it after emojibase-data was raised, and commit what it writes.
 */
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const languages = { en: "en", "zh-Hans": "zh", "zh-Hant": "zh-hant" };

/** Newer ones are empty boxes on many devices. */
const newestVersion = 15;
/** Skin tones and hair styles by themselves. */
const components = 2;
const isEmoji = new RegExp("^\\p{RGI_Emoji}$", "v");
const tones = ["🏻", "🏼", "🏽", "🏾", "🏿"];

const english = new Map(
  require("emojibase-data/en/data.json").map(({ hexcode, label }) => [hexcode, label]),
);

for (const [locale, folder] of Object.entries(languages)) {
  const { groups } = require(`emojibase-data/${folder}/messages.json`);
  const all = require(`emojibase-data/${folder}/data.json`);
  const written = groups
    .filter(({ order }) => order !== components)
    .map(({ order, key }) => ({
      key,
      emojis: all
        .filter(({ group, version }) => group === order && version <= newestVersion)
        .sort((a, b) => a.order - b.order)
        .map((entry) => toRow(entry, locale)),
    }));
  const file = new URL(`../lib/client/emoji/${locale}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(written)}\n`);
}

/** `[emoji, name, words]`, and `1` at the end when the tone of its skin can be chosen. */
function toRow({ emoji: written, label, tags = [], hexcode, skins = [] }, locale) {
  // The qualified form, which reactions are kept under: without the selector where it says nothing.
  const emoji = [written, written.replace(/\uFE0F$/u, "")].find((form) => isEmoji.test(form));
  if (!emoji) throw new Error(`${label} is no emoji`);
  const other = locale === "en" ? [] : [english.get(hexcode) ?? ""];
  const words = [...new Set([...tags, ...other])].filter((word) => word !== label).join(" ");
  return hasTones(emoji, skins) ? [emoji, label, words, 1] : [emoji, label, words];
}

/** Whether a tone behind the first character gives what Unicode has for it (`withTone` of the picker does that). */
function hasTones(emoji, skins) {
  const single = skins.filter(({ tone }) => typeof tone === "number");
  return (
    single.length === tones.length &&
    single.every((skin) => withTone(emoji, tones[skin.tone - 1]) === skin.emoji)
  );
}

function withTone(emoji, tone) {
  const [first = "", ...rest] = [...emoji];
  return first + tone + rest.join("").replace(/^\uFE0F/u, "");
}
