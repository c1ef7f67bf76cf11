ALTER TABLE `aggregation_state` ADD `snapshot_claim` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `aggregation_state` ADD `snapshot_claimed_at` integer DEFAULT 0 NOT NULL;