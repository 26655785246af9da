CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"crm_id" text NOT NULL,
	"name" text NOT NULL,
	"domain" text,
	"owner_id" text,
	"relationship" text NOT NULL,
	"tier" text,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" text PRIMARY KEY NOT NULL,
	"lead_id" text NOT NULL,
	"decision_id" text NOT NULL,
	"crm" text NOT NULL,
	"owner_id" text NOT NULL,
	"pool" text,
	"member" text,
	"assigned_at" timestamp(3) with time zone NOT NULL,
	"delivered_at" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"ended_because" text
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" text PRIMARY KEY NOT NULL,
	"sync_id" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"code" text,
	"message" text,
	"request" json,
	"response" json
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"role" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"detail" json
);
--> statement-breakpoint
CREATE TABLE "crm_refs" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"lead_id" text NOT NULL,
	"crm_id" text NOT NULL,
	"owner_id" text,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"lead_id" text NOT NULL,
	"event_id" text,
	"rulebook" text NOT NULL,
	"decided_at" timestamp(3) with time zone NOT NULL,
	"decision" json NOT NULL,
	"inputs" json,
	"rule" text NOT NULL,
	"outcome" text NOT NULL,
	"pool" text,
	"owner_id" text,
	"cause" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"delivery_key" text NOT NULL,
	"state" text NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"method" text NOT NULL,
	"url" text NOT NULL,
	"headers" json NOT NULL,
	"body" "bytea" NOT NULL,
	"fault" text,
	"next_at" timestamp(3) with time zone NOT NULL,
	"claim_id" text,
	"lease_until" timestamp(3) with time zone,
	"starts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" text PRIMARY KEY NOT NULL,
	"delivery_id" text,
	"connection" text NOT NULL,
	"event_key" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"payload" json,
	"hydrate_id" text,
	"hydrated" json,
	"lead_id" text,
	"reason" text,
	"next_at" timestamp(3) with time zone NOT NULL,
	"claim_id" text,
	"lease_until" timestamp(3) with time zone,
	"starts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leads" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"stage" text NOT NULL,
	"fields" json NOT NULL,
	"suspicious" json NOT NULL,
	"account_id" text,
	"owner_id" text,
	"crm" text,
	"connection" text NOT NULL,
	"pinned" boolean NOT NULL,
	"breaches" integer NOT NULL,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"email" text,
	"domain" text,
	"company" text
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"id" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"fence" integer NOT NULL,
	"until" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "owners" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"crm_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"active" boolean NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"lead_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pools" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rulebooks" (
	"id" text PRIMARY KEY NOT NULL,
	"files" json NOT NULL,
	"published_at" timestamp(3) with time zone NOT NULL,
	"published_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" text PRIMARY KEY NOT NULL,
	"value" json,
	"version" integer NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sla_clocks" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"lead_id" text NOT NULL,
	"assignment_id" text NOT NULL,
	"policy" json NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp(3) with time zone,
	"due_at" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"met_by" text
);
--> statement-breakpoint
CREATE TABLE "syncs" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"lead_id" text NOT NULL,
	"decision_id" text,
	"action" text NOT NULL,
	"effect_key" text NOT NULL,
	"seq" integer NOT NULL,
	"state" text NOT NULL,
	"payload" json NOT NULL,
	"attempts" integer NOT NULL,
	"code" text,
	"message" text,
	"crm_id" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"done_at" timestamp(3) with time zone,
	"next_at" timestamp(3) with time zone NOT NULL,
	"claim_id" text,
	"lease_until" timestamp(3) with time zone,
	"starts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"id" text PRIMARY KEY NOT NULL,
	"lead_id" text,
	"event_id" text,
	"at" timestamp(3) with time zone NOT NULL,
	"step" text NOT NULL,
	"text" text NOT NULL,
	"data" json
);
--> statement-breakpoint
CREATE TABLE "timeline_private" (
	"id" text PRIMARY KEY NOT NULL,
	"lead_id" text,
	"data" json
);
--> statement-breakpoint
CREATE TABLE "touches" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"touch_key" text NOT NULL,
	"lead_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"seen_at" timestamp(3) with time zone NOT NULL,
	"by" text,
	"owner_id" text,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"id" text PRIMARY KEY NOT NULL,
	"pool" text NOT NULL,
	"member" text NOT NULL,
	"kind" text NOT NULL,
	"amount" integer NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"decision_id" text
);
--> statement-breakpoint
CREATE INDEX "accounts_domain" ON "accounts" USING btree ("domain");--> statement-breakpoint
CREATE INDEX "assignments_lead" ON "assignments" USING btree ("lead_id","id");--> statement-breakpoint
CREATE INDEX "assignments_owner" ON "assignments" USING btree ("owner_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "attempts_sync" ON "attempts" USING btree ("sync_id","id");--> statement-breakpoint
CREATE INDEX "audit_target" ON "audit" USING btree ("target","id");--> statement-breakpoint
CREATE UNIQUE INDEX "crm_refs_lead" ON "crm_refs" USING btree ("connection","lead_id");--> statement-breakpoint
CREATE INDEX "crm_refs_crm" ON "crm_refs" USING btree ("connection","crm_id");--> statement-breakpoint
CREATE INDEX "crm_refs_lead_only" ON "crm_refs" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "decisions_lead" ON "decisions" USING btree ("lead_id","id");--> statement-breakpoint
CREATE INDEX "decisions_decided" ON "decisions" USING btree ("decided_at");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_key" ON "deliveries" USING btree ("connection","delivery_key");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("next_at","id") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "deliveries_state" ON "deliveries" USING btree ("state","id");--> statement-breakpoint
CREATE UNIQUE INDEX "events_key" ON "events" USING btree ("connection","event_key");--> statement-breakpoint
CREATE INDEX "events_due" ON "events" USING btree ("next_at","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "events_state" ON "events" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "events_lead" ON "events" USING btree ("lead_id","id");--> statement-breakpoint
CREATE INDEX "events_delivery" ON "events" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "leads_email" ON "leads" USING btree ("email");--> statement-breakpoint
CREATE INDEX "leads_domain" ON "leads" USING btree ("domain");--> statement-breakpoint
CREATE INDEX "leads_stage" ON "leads" USING btree ("stage","id");--> statement-breakpoint
CREATE INDEX "leads_owner" ON "leads" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "owners_connection" ON "owners" USING btree ("connection","id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_keys_key" ON "person_keys" USING btree ("kind","key");--> statement-breakpoint
CREATE INDEX "person_keys_lead" ON "person_keys" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "sla_clocks_due" ON "sla_clocks" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "sla_clocks_lead" ON "sla_clocks" USING btree ("lead_id","id");--> statement-breakpoint
CREATE INDEX "sla_clocks_assignment" ON "sla_clocks" USING btree ("assignment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "syncs_effect" ON "syncs" USING btree ("effect_key");--> statement-breakpoint
CREATE INDEX "syncs_due" ON "syncs" USING btree ("connection","next_at","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "syncs_next" ON "syncs" USING btree ("next_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "syncs_lead" ON "syncs" USING btree ("lead_id","connection","seq");--> statement-breakpoint
CREATE INDEX "syncs_state" ON "syncs" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "timeline_lead" ON "timeline" USING btree ("lead_id","id");--> statement-breakpoint
CREATE INDEX "timeline_event" ON "timeline" USING btree ("event_id","id");--> statement-breakpoint
CREATE INDEX "timeline_private_lead" ON "timeline_private" USING btree ("lead_id");--> statement-breakpoint
CREATE UNIQUE INDEX "touches_key" ON "touches" USING btree ("connection","touch_key");--> statement-breakpoint
CREATE INDEX "touches_lead" ON "touches" USING btree ("lead_id","id");--> statement-breakpoint
CREATE INDEX "turns_pool" ON "turns" USING btree ("pool","member","amount","at");