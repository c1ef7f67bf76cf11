CREATE TABLE `attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`room_id` text,
	`message_id` text,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`width` integer,
	`height` integer,
	`created_at` integer NOT NULL,
	`purge_at` integer
);
--> statement-breakpoint
CREATE INDEX `attachments_message` ON `attachments` (`message_id`);--> statement-breakpoint
CREATE INDEX `attachments_owner` ON `attachments` (`owner_id`);--> statement-breakpoint
CREATE INDEX `attachments_purge` ON `attachments` (`purge_at`) WHERE purge_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `share_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`share_id` text NOT NULL,
	`reason` text NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer
);
--> statement-breakpoint
CREATE INDEX `share_reports_share` ON `share_reports` (`share_id`);--> statement-breakpoint
CREATE INDEX `share_reports_open` ON `share_reports` (`created_at`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE TABLE `share_view_batches` (
	`isolate` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `share_view_batches_at` ON `share_view_batches` (`at`);--> statement-breakpoint
CREATE TABLE `shares` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`client_id` text NOT NULL,
	`state` text NOT NULL,
	`title` text DEFAULT '' NOT NULL,
	`prompt` text DEFAULT '' NOT NULL,
	`style` text DEFAULT '' NOT NULL,
	`generated_remote_url` text,
	`original_remote_url` text,
	`generated_image` text,
	`original_image` text,
	`timestamp` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`views` integer DEFAULT 0 NOT NULL,
	`purge_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shares_owner_client` ON `shares` (`owner_id`,`client_id`);--> statement-breakpoint
CREATE INDEX `shares_owner_created` ON `shares` (`owner_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `shares_created` ON `shares` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `shares_purge` ON `shares` (`purge_at`) WHERE purge_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `api_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`hint` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`expires_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_tokens_token_hash_unique` ON `api_tokens` (`token_hash`);--> statement-breakpoint
CREATE INDEX `api_tokens_user` ON `api_tokens` (`user_id`);