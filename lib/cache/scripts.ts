/**
 * What Redis does atomically with versions. Values are `{version}|{json}`; whatever else stands at a key counts as nothing.
 * Scripts only compare and set, so that running one twice, or after its caller gave up, does no harm.
 */
const versionOf = `
local function versionOf(stored)
  if not stored then return -1 end
  return tonumber(string.match(stored, '^(%d+)|')) or -1
end
local function floorOf(key)
  return tonumber(redis.call('GET', key) or '0') or 0
end
`;

/**
 * Readers store what they read, unless something newer is stored or was announced, or Redis lost its memory
 * (and with it the announcements) since they looked: then the generation is another.
 * KEYS: generation, then value and floor of each entry. ARGV: a fresh generation, then version, text, TTL in ms and the
 * generation seen ('' for none) of each entry.
 */
export const fillScript = `${versionOf}
local generation = redis.call('GET', KEYS[1]) or ''
for i = 2, #KEYS, 2 do
  local at = 2 + (i - 2) / 2 * 4
  local version = tonumber(ARGV[at])
  local seen = ARGV[at + 3]
  if seen == '' or seen == generation then
    if generation == '' then
      generation = ARGV[1]
      redis.call('SET', KEYS[1], generation)
    end
    if floorOf(KEYS[i + 1]) <= version and versionOf(redis.call('GET', KEYS[i])) <= version then
      redis.call('SET', KEYS[i], ARGV[at + 1], 'PX', ARGV[at + 2])
    end
  end
end
return 1
`;

/**
 * A writer announces versions and stores their values ('' drops), unless newer ones were announced or stored.
 * KEYS: value and floor of each entry. ARGV: TTL of floors in ms, then version, TTL in ms and text of each entry.
 */
export const replaceScript = `${versionOf}
for i = 1, #KEYS, 2 do
  local at = 2 + (i - 1) / 2 * 3
  local version = tonumber(ARGV[at])
  if version >= floorOf(KEYS[i + 1]) then
    redis.call('SET', KEYS[i + 1], ARGV[at], 'PX', ARGV[1])
    if versionOf(redis.call('GET', KEYS[i])) <= version then
      if ARGV[at + 2] == '' then
        redis.call('DEL', KEYS[i])
      else
        redis.call('SET', KEYS[i], ARGV[at + 2], 'PX', ARGV[at + 1])
      end
    end
  end
end
return 1
`;
