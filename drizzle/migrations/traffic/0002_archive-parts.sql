CREATE TABLE `archive_parts` (
	`date` text NOT NULL,
	`part` integer NOT NULL,
	`path` text NOT NULL,
	`format` text NOT NULL,
	`record_count` integer NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`first_id` text,
	`last_id` text,
	`verified_at` integer NOT NULL,
	PRIMARY KEY(`date`, `part`)
);
