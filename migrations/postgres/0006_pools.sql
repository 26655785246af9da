CREATE TABLE "absences" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"begins_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	"reason" text,
	"said_by" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pool_members" (
	"id" text PRIMARY KEY NOT NULL,
	"pool" text NOT NULL,
	"member" text NOT NULL,
	"total" integer NOT NULL,
	"owed" integer NOT NULL,
	"last_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE INDEX "absences_until" ON "absences" USING btree ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "pool_members_member" ON "pool_members" USING btree ("pool","member");--> statement-breakpoint
CREATE INDEX "turns_recent" ON "turns" USING btree ("pool","at","member","kind");
--> statement-breakpoint
CREATE FUNCTION "add_turn_to_sum"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "pool_members" AS "sums" ("id", "pool", "member", "total", "owed", "last_at") VALUES (
		NEW."pool" || ' ' || NEW."member", NEW."pool", NEW."member", NEW."amount",
		CASE WHEN NEW."kind" IN ('returned', 'rejected-as-junk', 'manual') THEN -NEW."amount" ELSE 0 END,
		CASE WHEN NEW."kind" IN ('assigned', 'fast-track') AND NEW."amount" > 0 THEN NEW."at" END
	)
	ON CONFLICT ("id") DO UPDATE SET
		"total" = "sums"."total" + NEW."amount",
		"owed" = CASE
			WHEN NEW."kind" IN ('assigned', 'fast-track') THEN "sums"."owed" - sign("sums"."owed")::integer
			WHEN NEW."kind" IN ('returned', 'rejected-as-junk', 'manual') THEN "sums"."owed" - NEW."amount"
			ELSE "sums"."owed" END,
		"last_at" = CASE WHEN NEW."kind" IN ('assigned', 'fast-track') AND NEW."amount" > 0
			THEN greatest("sums"."last_at", NEW."at") ELSE "sums"."last_at" END;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "turns_summed" AFTER INSERT ON "turns" FOR EACH ROW EXECUTE FUNCTION "add_turn_to_sum"();
--> statement-breakpoint
INSERT INTO "pool_members" ("id", "pool", "member", "total", "owed", "last_at")
	SELECT "pool" || ' ' || "member", "pool", "member", sum("amount"), 0, max(CASE WHEN "amount" > 0 THEN "at" END)
	FROM "turns" GROUP BY "pool", "member";
