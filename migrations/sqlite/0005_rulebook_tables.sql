CREATE TABLE `rulebook_tables` (
	`id` text PRIMARY KEY NOT NULL,
	`content` blob NOT NULL,
	`added_at` integer NOT NULL
);
