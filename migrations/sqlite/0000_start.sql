CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`connection` text NOT NULL,
	`crm_id` text NOT NULL,
	`name` text NOT NULL,
	`domain` text,
	`owner_id` text,
	`relationship` text NOT NULL,
	`tier` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `accounts_domain` ON `accounts` (`domain`);--> statement-breakpoint
CREATE TABLE `assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`decision_id` text NOT NULL,
	`crm` text NOT NULL,
	`owner_id` text NOT NULL,
	`pool` text,
	`member` text,
	`assigned_at` integer NOT NULL,
	`delivered_at` integer,
	`ended_at` integer,
	`ended_because` text
);
--> statement-breakpoint
CREATE INDEX `assignments_lead` ON `assignments` (`lead_id`,`id`);--> statement-breakpoint
CREATE INDEX `assignments_owner` ON `assignments` (`owner_id`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`sync_id` text NOT NULL,
	`at` integer NOT NULL,
	`outcome` text NOT NULL,
	`code` text,
	`message` text,
	`request` text,
	`response` text
);
--> statement-breakpoint
CREATE INDEX `attempts_sync` ON `attempts` (`sync_id`,`id`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`role` text NOT NULL,
	`action` text NOT NULL,
	`target` text NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `audit_target` ON `audit` (`target`,`id`);--> statement-breakpoint
CREATE TABLE `crm_refs` (
	`id` text PRIMARY KEY NOT NULL,
	`connection` text NOT NULL,
	`lead_id` text NOT NULL,
	`crm_id` text NOT NULL,
	`owner_id` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crm_refs_lead` ON `crm_refs` (`connection`,`lead_id`);--> statement-breakpoint
CREATE INDEX `crm_refs_crm` ON `crm_refs` (`connection`,`crm_id`);--> statement-breakpoint
CREATE INDEX `crm_refs_lead_only` ON `crm_refs` (`lead_id`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`event_id` text,
	`rulebook` text NOT NULL,
	`decided_at` integer NOT NULL,
	`decision` text NOT NULL,
	`inputs` text,
	`rule` text NOT NULL,
	`outcome` text NOT NULL,
	`pool` text,
	`owner_id` text,
	`cause` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `decisions_lead` ON `decisions` (`lead_id`,`id`);--> statement-breakpoint
CREATE INDEX `decisions_decided` ON `decisions` (`decided_at`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`connection` text NOT NULL,
	`delivery_key` text NOT NULL,
	`state` text NOT NULL,
	`received_at` integer NOT NULL,
	`method` text NOT NULL,
	`url` text NOT NULL,
	`headers` text NOT NULL,
	`body` blob NOT NULL,
	`fault` text,
	`next_at` integer NOT NULL,
	`claim_id` text,
	`lease_until` integer,
	`starts` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_key` ON `deliveries` (`connection`,`delivery_key`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`next_at`,`id`) WHERE state = 'received';--> statement-breakpoint
CREATE INDEX `deliveries_state` ON `deliveries` (`state`,`id`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`delivery_id` text,
	`connection` text NOT NULL,
	`event_key` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`payload` text,
	`hydrate_id` text,
	`hydrated` text,
	`lead_id` text,
	`reason` text,
	`next_at` integer NOT NULL,
	`claim_id` text,
	`lease_until` integer,
	`starts` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_key` ON `events` (`connection`,`event_key`);--> statement-breakpoint
CREATE INDEX `events_due` ON `events` (`next_at`,`id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `events_state` ON `events` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `events_lead` ON `events` (`lead_id`,`id`);--> statement-breakpoint
CREATE INDEX `events_delivery` ON `events` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `leads` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`stage` text NOT NULL,
	`fields` text NOT NULL,
	`suspicious` text NOT NULL,
	`account_id` text,
	`owner_id` text,
	`crm` text,
	`connection` text NOT NULL,
	`pinned` integer NOT NULL,
	`breaches` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`email` text,
	`domain` text,
	`company` text
);
--> statement-breakpoint
CREATE INDEX `leads_email` ON `leads` (`email`);--> statement-breakpoint
CREATE INDEX `leads_domain` ON `leads` (`domain`);--> statement-breakpoint
CREATE INDEX `leads_stage` ON `leads` (`stage`,`id`);--> statement-breakpoint
CREATE INDEX `leads_owner` ON `leads` (`owner_id`,`id`);--> statement-breakpoint
CREATE TABLE `leases` (
	`id` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`fence` integer NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `owners` (
	`id` text PRIMARY KEY NOT NULL,
	`connection` text NOT NULL,
	`crm_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`active` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `owners_connection` ON `owners` (`connection`,`id`);--> statement-breakpoint
CREATE TABLE `person_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`lead_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_keys_key` ON `person_keys` (`kind`,`key`);--> statement-breakpoint
CREATE INDEX `person_keys_lead` ON `person_keys` (`lead_id`);--> statement-breakpoint
CREATE TABLE `pools` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rulebooks` (
	`id` text PRIMARY KEY NOT NULL,
	`files` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`id` text PRIMARY KEY NOT NULL,
	`value` text,
	`version` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sla_clocks` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`lead_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`policy` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer,
	`due_at` integer,
	`ended_at` integer,
	`met_by` text
);
--> statement-breakpoint
CREATE INDEX `sla_clocks_due` ON `sla_clocks` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `sla_clocks_lead` ON `sla_clocks` (`lead_id`,`id`);--> statement-breakpoint
CREATE INDEX `sla_clocks_assignment` ON `sla_clocks` (`assignment_id`);--> statement-breakpoint
CREATE TABLE `syncs` (
	`id` text PRIMARY KEY NOT NULL,
	`connection` text NOT NULL,
	`lead_id` text NOT NULL,
	`decision_id` text,
	`action` text NOT NULL,
	`effect_key` text NOT NULL,
	`seq` integer NOT NULL,
	`state` text NOT NULL,
	`payload` text NOT NULL,
	`attempts` integer NOT NULL,
	`code` text,
	`message` text,
	`crm_id` text,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`next_at` integer NOT NULL,
	`claim_id` text,
	`lease_until` integer,
	`starts` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `syncs_effect` ON `syncs` (`effect_key`);--> statement-breakpoint
CREATE INDEX `syncs_due` ON `syncs` (`connection`,`next_at`,`id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `syncs_next` ON `syncs` (`next_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `syncs_lead` ON `syncs` (`lead_id`,`connection`,`seq`);--> statement-breakpoint
CREATE INDEX `syncs_state` ON `syncs` (`state`,`id`);--> statement-breakpoint
CREATE TABLE `timeline` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text,
	`event_id` text,
	`at` integer NOT NULL,
	`step` text NOT NULL,
	`text` text NOT NULL,
	`data` text
);
--> statement-breakpoint
CREATE INDEX `timeline_lead` ON `timeline` (`lead_id`,`id`);--> statement-breakpoint
CREATE INDEX `timeline_event` ON `timeline` (`event_id`,`id`);--> statement-breakpoint
CREATE TABLE `timeline_private` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text,
	`data` text
);
--> statement-breakpoint
CREATE INDEX `timeline_private_lead` ON `timeline_private` (`lead_id`);--> statement-breakpoint
CREATE TABLE `touches` (
	`id` text PRIMARY KEY NOT NULL,
	`connection` text NOT NULL,
	`touch_key` text NOT NULL,
	`lead_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`by` text,
	`owner_id` text,
	`detail` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `touches_key` ON `touches` (`connection`,`touch_key`);--> statement-breakpoint
CREATE INDEX `touches_lead` ON `touches` (`lead_id`,`id`);--> statement-breakpoint
CREATE TABLE `turns` (
	`id` text PRIMARY KEY NOT NULL,
	`pool` text NOT NULL,
	`member` text NOT NULL,
	`kind` text NOT NULL,
	`amount` integer NOT NULL,
	`at` integer NOT NULL,
	`decision_id` text
);
--> statement-breakpoint
CREATE INDEX `turns_pool` ON `turns` (`pool`,`member`,`amount`,`at`);