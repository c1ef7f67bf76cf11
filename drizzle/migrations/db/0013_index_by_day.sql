-- The index of messages knows on which day each was written as well, so that a search in a span of days looks at those only.
-- Beginnings of words of two and three letters, which most of what people type goes through, are kept ready.
-- It holds no truth: the cron builds it anew from the messages, the oldest first.
DROP TABLE message_index;--> statement-breakpoint
CREATE VIRTUAL TABLE message_index USING fts5(body, room, author, day, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'ascii');--> statement-breakpoint
DELETE FROM installation WHERE key = 'search.reach';
