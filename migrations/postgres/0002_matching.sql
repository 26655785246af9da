CREATE TABLE "contacts" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"crm_id" text NOT NULL,
	"account_id" text,
	"owner_id" text,
	"email" text,
	"domain" text,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"run" integer
);
--> statement-breakpoint
CREATE TABLE "match_answers" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"left_key" text NOT NULL,
	"right_key" text NOT NULL,
	"same" boolean NOT NULL,
	"answered_by" text NOT NULL,
	"answered_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "match_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"lead_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merges" (
	"id" text PRIMARY KEY NOT NULL,
	"survivor_id" text NOT NULL,
	"other_id" text NOT NULL,
	"before" json,
	"merged_by" text NOT NULL,
	"merged_at" timestamp(3) with time zone NOT NULL,
	"undone_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"lead_id" text NOT NULL,
	"state" text NOT NULL,
	"why" text NOT NULL,
	"candidates" json NOT NULL,
	"chosen" text,
	"decided_by" text,
	"decided_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "parent_id" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "details" json;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "run" integer;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "merged_into" text;--> statement-breakpoint
CREATE INDEX "contacts_email" ON "contacts" USING btree ("email");--> statement-breakpoint
CREATE INDEX "contacts_domain" ON "contacts" USING btree ("connection","domain","account_id");--> statement-breakpoint
CREATE INDEX "contacts_run" ON "contacts" USING btree ("connection","run","id");--> statement-breakpoint
CREATE UNIQUE INDEX "match_answers_pair" ON "match_answers" USING btree ("kind","left_key","right_key");--> statement-breakpoint
CREATE INDEX "match_answers_right" ON "match_answers" USING btree ("right_key");--> statement-breakpoint
CREATE UNIQUE INDEX "match_keys_key" ON "match_keys" USING btree ("key","lead_id");--> statement-breakpoint
CREATE INDEX "match_keys_lead" ON "match_keys" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "merges_survivor" ON "merges" USING btree ("survivor_id");--> statement-breakpoint
CREATE INDEX "merges_other" ON "merges" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "reviews_state" ON "reviews" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "reviews_lead" ON "reviews" USING btree ("lead_id","kind");--> statement-breakpoint
CREATE INDEX "accounts_parent" ON "accounts" USING btree ("connection","parent_id");--> statement-breakpoint
CREATE INDEX "accounts_run" ON "accounts" USING btree ("connection","run","id");