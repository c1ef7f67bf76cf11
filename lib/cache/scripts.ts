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
 * A reader stores what it read, unless something newer is stored or was announced, or Redis lost its memory
 * (and with it the announcements) since the reader looked: then the generation is another.
 * KEYS: value, floor, generation. ARGV: version, text, TTL in ms, the generation seen ('' for none), a fresh one.
 */
export const fillScript = `${versionOf}
local version = tonumber(ARGV[1])
local generation = redis.call('GET', KEYS[3]) or ''
if ARGV[4] ~= '' and generation ~= ARGV[4] then return 0 end
if generation == '' then redis.call('SET', KEYS[3], ARGV[5]) end
if floorOf(KEYS[2]) > version then return 0 end
if versionOf(redis.call('GET', KEYS[1])) > version then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
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
