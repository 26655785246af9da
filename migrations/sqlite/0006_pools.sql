CREATE TABLE `absences` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`begins_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`reason` text,
	`said_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `absences_until` ON `absences` (`ends_at`);--> statement-breakpoint
CREATE TABLE `pool_members` (
	`id` text PRIMARY KEY NOT NULL,
	`pool` text NOT NULL,
	`member` text NOT NULL,
	`total` integer NOT NULL,
	`owed` integer NOT NULL,
	`last_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pool_members_member` ON `pool_members` (`pool`,`member`);--> statement-breakpoint
CREATE INDEX `turns_recent` ON `turns` (`pool`,`at`,`member`,`kind`);
--> statement-breakpoint
CREATE TRIGGER `turns_summed` AFTER INSERT ON `turns` BEGIN
	INSERT INTO `pool_members` (`id`, `pool`, `member`, `total`, `owed`, `last_at`) VALUES (
		new.`pool` || ' ' || new.`member`, new.`pool`, new.`member`, new.`amount`,
		CASE WHEN new.`kind` IN ('returned', 'rejected-as-junk', 'manual') THEN -new.`amount` ELSE 0 END,
		CASE WHEN new.`kind` IN ('assigned', 'fast-track') AND new.`amount` > 0 THEN new.`at` END
	)
	ON CONFLICT (`id`) DO UPDATE SET
		`total` = `total` + new.`amount`,
		`owed` = CASE
			WHEN new.`kind` IN ('assigned', 'fast-track') THEN `owed` - CASE WHEN `owed` > 0 THEN 1 WHEN `owed` < 0 THEN -1 ELSE 0 END
			WHEN new.`kind` IN ('returned', 'rejected-as-junk', 'manual') THEN `owed` - new.`amount`
			ELSE `owed` END,
		`last_at` = CASE WHEN new.`kind` IN ('assigned', 'fast-track') AND new.`amount` > 0
			THEN max(coalesce(`last_at`, new.`at`), new.`at`) ELSE `last_at` END;
END;
--> statement-breakpoint
INSERT INTO `pool_members` (`id`, `pool`, `member`, `total`, `owed`, `last_at`)
	SELECT `pool` || ' ' || `member`, `pool`, `member`, sum(`amount`), 0, max(CASE WHEN `amount` > 0 THEN `at` END)
	FROM `turns` GROUP BY `pool`, `member`;
