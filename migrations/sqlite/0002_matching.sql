CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`connection` text NOT NULL,
	`crm_id` text NOT NULL,
	`account_id` text,
	`owner_id` text,
	`email` text,
	`domain` text,
	`updated_at` integer NOT NULL,
	`run` integer
);
--> statement-breakpoint
CREATE INDEX `contacts_email` ON `contacts` (`email`);--> statement-breakpoint
CREATE INDEX `contacts_domain` ON `contacts` (`connection`,`domain`,`account_id`);--> statement-breakpoint
CREATE INDEX `contacts_run` ON `contacts` (`connection`,`run`,`id`);--> statement-breakpoint
CREATE TABLE `match_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`left_key` text NOT NULL,
	`right_key` text NOT NULL,
	`same` integer NOT NULL,
	`answered_by` text NOT NULL,
	`answered_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `match_answers_pair` ON `match_answers` (`kind`,`left_key`,`right_key`);--> statement-breakpoint
CREATE INDEX `match_answers_right` ON `match_answers` (`right_key`);--> statement-breakpoint
CREATE TABLE `match_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`lead_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `match_keys_key` ON `match_keys` (`key`,`lead_id`);--> statement-breakpoint
CREATE INDEX `match_keys_lead` ON `match_keys` (`lead_id`);--> statement-breakpoint
CREATE TABLE `merges` (
	`id` text PRIMARY KEY NOT NULL,
	`survivor_id` text NOT NULL,
	`other_id` text NOT NULL,
	`before` text,
	`merged_by` text NOT NULL,
	`merged_at` integer NOT NULL,
	`undone_at` integer
);
--> statement-breakpoint
CREATE INDEX `merges_survivor` ON `merges` (`survivor_id`);--> statement-breakpoint
CREATE INDEX `merges_other` ON `merges` (`other_id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`lead_id` text NOT NULL,
	`state` text NOT NULL,
	`why` text NOT NULL,
	`candidates` text NOT NULL,
	`chosen` text,
	`decided_by` text,
	`decided_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reviews_state` ON `reviews` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `reviews_lead` ON `reviews` (`lead_id`,`kind`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `parent_id` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `details` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `run` integer;--> statement-breakpoint
CREATE INDEX `accounts_parent` ON `accounts` (`connection`,`parent_id`);--> statement-breakpoint
CREATE INDEX `accounts_run` ON `accounts` (`connection`,`run`,`id`);--> statement-breakpoint
ALTER TABLE `leads` ADD `merged_into` text;