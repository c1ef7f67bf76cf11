-- Full text of messages: words and single characters of `lib/search/domain.ts`, by the message's rowid, which grows with time.
-- The text itself is not kept twice. It can be built anew at any time: `lib/search/service.ts`.
CREATE VIRTUAL TABLE message_index USING fts5(body, room, author, content = '', contentless_delete = 1, tokenize = 'ascii');
