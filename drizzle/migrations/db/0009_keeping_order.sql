CREATE TABLE `message_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`room_id` text NOT NULL,
	`message_id` text NOT NULL,
	`author_id` text NOT NULL,
	`reporter_id` text NOT NULL,
	`reason` text NOT NULL,
	`detail` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	`closed_by` text,
	`outcome` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_reports_once` ON `message_reports` (`message_id`,`reporter_id`);--> statement-breakpoint
CREATE INDEX `message_reports_open` ON `message_reports` (`created_at`,`message_id`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `message_reports_reporter` ON `message_reports` (`reporter_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `message_reports_author` ON `message_reports` (`author_id`);--> statement-breakpoint
CREATE TABLE `room_bans` (
	`room_id` text NOT NULL,
	`user_id` text NOT NULL,
	`reason` text NOT NULL,
	`banned_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`until` integer,
	PRIMARY KEY(`room_id`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `room_bans_user` ON `room_bans` (`user_id`);--> statement-breakpoint
CREATE TABLE `room_standings` (
	`room_id` text NOT NULL,
	`user_id` text NOT NULL,
	`muted_until` integer,
	`mute_reason` text,
	`muted_by` text,
	`posted_at` integer,
	PRIMARY KEY(`room_id`, `user_id`)
);
--> statement-breakpoint
ALTER TABLE `rooms` ADD `slow_mode_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `rooms` ADD `archived_at` integer;