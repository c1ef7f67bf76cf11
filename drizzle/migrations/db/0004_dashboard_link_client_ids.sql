ALTER TABLE `dashboard_links` ADD `client_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `dashboard_links_client` ON `dashboard_links` (`created_by`,`client_id`);