CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`body` text NOT NULL,
	`received_at` integer NOT NULL,
	`replayed_at` integer
);
--> statement-breakpoint
CREATE TABLE `pending_chunks` (
	`id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`events` integer NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `pending_chunks_next` ON `pending_chunks` (`next_at`);--> statement-breakpoint
CREATE TABLE `traffic_events` (
	`event_date` text NOT NULL,
	`id` text NOT NULL,
	`timestamp` integer NOT NULL,
	`path` text NOT NULL,
	`route` text NOT NULL,
	`method` text NOT NULL,
	`status` integer NOT NULL,
	`response_time` real NOT NULL,
	`client_ip_hash` text,
	`country` text NOT NULL,
	`bot` integer NOT NULL,
	`user_agent` text,
	`weight` integer NOT NULL,
	PRIMARY KEY(`event_date`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `traffic_isolates` (
	`isolate` text PRIMARY KEY NOT NULL,
	`upto_seq` integer NOT NULL,
	`upto_total` integer NOT NULL,
	`beyond` text NOT NULL,
	`lost` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`gap_since` integer
);
--> statement-breakpoint
CREATE TABLE `alert_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`alert_id` text NOT NULL,
	`body` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`delivered_at` integer
);
--> statement-breakpoint
CREATE INDEX `alert_deliveries_next` ON `alert_deliveries` (`next_at`);--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`severity` text NOT NULL,
	`value` integer NOT NULL,
	`detail` text NOT NULL,
	`opened_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`closed_at` integer,
	`acknowledged_at` integer,
	`acknowledged_by` text
);
--> statement-breakpoint
CREATE INDEX `alerts_opened` ON `alerts` (`opened_at`);--> statement-breakpoint
CREATE TABLE `archives` (
	`date` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`format` text NOT NULL,
	`parts` integer DEFAULT 0 NOT NULL,
	`record_count` integer DEFAULT 0 NOT NULL,
	`bytes` integer DEFAULT 0 NOT NULL,
	`path` text,
	`sha256` text,
	`pending` text,
	`upload_id` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`error` text,
	`requested_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`archived_at` integer
);
--> statement-breakpoint
CREATE TABLE `aggregation_deltas` (
	`id` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`bytes` integer NOT NULL,
	`events` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `aggregation_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`aggregated_at` integer NOT NULL,
	`committed_at` integer NOT NULL,
	`snapshot_version` integer NOT NULL,
	`snapshot_revision` integer NOT NULL,
	`snapshot_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `path_stats_daily` (
	`path` text NOT NULL,
	`day_bucket` text NOT NULL,
	`requests` integer NOT NULL,
	`errors` integer NOT NULL,
	`server_errors` integer NOT NULL,
	`time_sum_us` integer NOT NULL,
	`time_count` integer NOT NULL,
	`latency` blob NOT NULL,
	`visitors` blob,
	`counts` text NOT NULL,
	`revision` integer NOT NULL,
	PRIMARY KEY(`path`, `day_bucket`)
);
--> statement-breakpoint
CREATE TABLE `path_stats_hourly` (
	`path` text NOT NULL,
	`hour_bucket` text NOT NULL,
	`requests` integer NOT NULL,
	`errors` integer NOT NULL,
	`server_errors` integer NOT NULL,
	`time_sum_us` integer NOT NULL,
	`time_count` integer NOT NULL,
	`latency` blob NOT NULL,
	`visitors` blob,
	`counts` text NOT NULL,
	`revision` integer NOT NULL,
	PRIMARY KEY(`path`, `hour_bucket`)
);
--> statement-breakpoint
CREATE TABLE `telemetry_minutes` (
	`minute` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `totals_daily` (
	`day_bucket` text PRIMARY KEY NOT NULL,
	`requests` integer NOT NULL,
	`errors` integer NOT NULL,
	`server_errors` integer NOT NULL,
	`time_sum_us` integer NOT NULL,
	`time_count` integer NOT NULL,
	`latency` blob NOT NULL,
	`visitors` blob,
	`counts` text NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `totals_hourly` (
	`hour_bucket` text PRIMARY KEY NOT NULL,
	`requests` integer NOT NULL,
	`errors` integer NOT NULL,
	`server_errors` integer NOT NULL,
	`time_sum_us` integer NOT NULL,
	`time_count` integer NOT NULL,
	`latency` blob NOT NULL,
	`visitors` blob,
	`counts` text NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `traffic_routes` (
	`path` text PRIMARY KEY NOT NULL,
	`first_seen_at` integer NOT NULL
);
--> statement-breakpoint
INSERT INTO `aggregation_state` VALUES (1, 0, 0, 0, 0, 0, 0);
