CREATE TABLE `alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`connection` text,
	`text` text NOT NULL,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE TABLE `erased_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`hash` text NOT NULL,
	`erased_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `erased_keys_hash` ON `erased_keys` (`kind`,`hash`);--> statement-breakpoint
CREATE TABLE `replies` (
	`id` text PRIMARY KEY NOT NULL,
	`connection` text NOT NULL,
	`event_id` text NOT NULL,
	`reply_to` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`code` text,
	`message` text,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`next_at` integer NOT NULL,
	`claim_id` text,
	`lease_until` integer,
	`starts` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `replies_event` ON `replies` (`event_id`);--> statement-breakpoint
CREATE INDEX `replies_due` ON `replies` (`next_at`,`id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `replies_state` ON `replies` (`state`,`id`);--> statement-breakpoint
CREATE TABLE `tallies` (
	`id` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `deliveries` ADD `sealed` blob;--> statement-breakpoint
ALTER TABLE `events` ADD `reply_to` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `history` text;