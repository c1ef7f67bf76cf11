import { createPicker, createRandom, hash64, zipf } from "./random.mjs";

/** Where visitors come from: share of all, and hours ahead of UTC. */
export const countries = [
  { code: "CN", share: 0.24, offset: 8 },
  { code: "US", share: 0.2, offset: -6 },
  { code: "DE", share: 0.14, offset: 1 },
  { code: "GB", share: 0.1, offset: 0 },
  { code: "JP", share: 0.08, offset: 9 },
  { code: "FR", share: 0.07, offset: 1 },
  { code: "TW", share: 0.06, offset: 8 },
  { code: "BR", share: 0.05, offset: -3 },
  { code: "IN", share: 0.04, offset: 5 },
  { code: "XX", share: 0.02, offset: 0 },
];

/** How much of a person's day falls into each of its hours. */
const hours = [
  3, 2, 1, 1, 1, 2, 4, 7, 10, 12, 12, 12, 13, 12, 11, 11, 11, 12, 13, 15, 17, 16, 12, 7,
];
const weekdays = [0.72, 1, 1.05, 1.06, 1.04, 0.98, 0.78];
const hourMs = 3_600_000;

/** How much the people of a country do in the hour that begins at `at`. */
export function activityOf({ share, offset }, at) {
  const local = new Date(at + offset * hourMs);
  return share * hours[local.getUTCHours()] * weekdays[local.getUTCDay()];
}

const agents = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15",
  "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
];
const bots = [
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
  "curl/8.14.1",
];
const botShare = 0.06;
const pickAgent = createPicker([5, 4, 4, 2, 1]);
const pickBot = createPicker([4, 2, 3, 1]);

/** People who are at it at the same time, and what each asks for before leaving: a page brings its calls along. */
const sessionsAtOnce = 24;
const requestsPerSession = 12;

/**
 * Who asks in one hour, request by request. Visitors return within a day, a few of them very often; the next day nobody can tell that they
 * are the same, because hashes change daily.
 */
export function createVisitors({ seed, at, visitorsPerDay }) {
  const day = new Date(at).toISOString().slice(0, 10);
  const pickCountry = createPicker(countries.map((country) => activityOf(country, at)));
  const pickers = countries.map(({ share }) => {
    const count = Math.max(1, Math.round(visitorsPerDay * share));
    return createPicker(zipf(count, 0.6));
  });
  const draw = (random) => {
    if (random() < botShare) {
      const agent = pickBot(random);
      const clientIpHash = hash64(seed, day, "bot", agent, Math.floor(random() * 5));
      return { country: "US", bot: true, userAgent: bots[agent], clientIpHash };
    }
    const index = pickCountry(random);
    const country = countries[index].code;
    const visitor = pickers[index](random);
    const userAgent = agents[pickAgent(createRandom(seed, country, visitor))];
    return {
      country,
      bot: false,
      userAgent,
      clientIpHash: hash64(seed, day, country, visitor),
    };
  };
  const open = [];
  return (random) => {
    const someone = () => Math.floor(random() * open.length);
    if (open.length === sessionsAtOnce && random() < 1 / requestsPerSession) {
      open.splice(someone(), 1);
    }
    if (open.length < sessionsAtOnce) open.push(draw(random));
    return open[someone()];
  };
}
