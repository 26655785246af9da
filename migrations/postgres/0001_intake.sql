CREATE TABLE "alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"connection" text,
	"text" text NOT NULL,
	"count" integer NOT NULL,
	"first_at" timestamp(3) with time zone NOT NULL,
	"last_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "erased_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"erased_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "replies" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"event_id" text NOT NULL,
	"reply_to" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"code" text,
	"message" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"done_at" timestamp(3) with time zone,
	"next_at" timestamp(3) with time zone NOT NULL,
	"claim_id" text,
	"lease_until" timestamp(3) with time zone,
	"starts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tallies" (
	"id" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "sealed" "bytea";--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "reply_to" text;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "history" json;--> statement-breakpoint
CREATE UNIQUE INDEX "erased_keys_hash" ON "erased_keys" USING btree ("kind","hash");--> statement-breakpoint
CREATE UNIQUE INDEX "replies_event" ON "replies" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "replies_due" ON "replies" USING btree ("next_at","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "replies_state" ON "replies" USING btree ("state","id");