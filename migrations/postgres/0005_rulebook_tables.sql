CREATE TABLE "rulebook_tables" (
	"id" text PRIMARY KEY NOT NULL,
	"content" "bytea" NOT NULL,
	"added_at" timestamp(3) with time zone NOT NULL
);
