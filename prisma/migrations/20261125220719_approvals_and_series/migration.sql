-- CreateEnum
CREATE TYPE "officer_message_state" AS ENUM ('queued', 'accepted', 'failed', 'unknown', 'listed');

-- CreateEnum
CREATE TYPE "officer_channel" AS ENUM ('line', 'mail');

-- CreateEnum
CREATE TYPE "series_kind" AS ENUM ('playlist', 'per_person');

-- CreateEnum
CREATE TYPE "series_end" AS ENUM ('complete', 'restart');

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "approve_by" TIMESTAMPTZ(3),
ADD COLUMN     "approved_as" JSONB,
ADD COLUMN     "asks_receipt" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "remind_at" TIMESTAMPTZ(3),
ADD COLUMN     "writers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "receipt_count" INTEGER,
ADD COLUMN     "series_item_id" UUID,
ADD COLUMN     "series_round" INTEGER,
ADD COLUMN     "stats_unit" VARCHAR(30);

-- CreateTable
CREATE TABLE "officer_line" (
    "user_id" TEXT NOT NULL,
    "line_user_id" VARCHAR(33) NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "officer_line_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "officer_link_code" (
    "user_id" TEXT NOT NULL,
    "code_hash" CHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "officer_link_code_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "deputy" (
    "id" UUID NOT NULL,
    "principal_id" TEXT NOT NULL,
    "deputy_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deputy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "officer_message" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "line" JSONB NOT NULL,
    "mail" JSONB NOT NULL,
    "state" "officer_message_state" NOT NULL DEFAULT 'queued',
    "channel" "officer_channel",
    "to" TEXT,
    "retry_key" UUID NOT NULL,
    "try_count" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "first_tried_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "fence" UUID,
    "error_code" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "series_kind" NOT NULL,
    "at_end" "series_end" NOT NULL DEFAULT 'complete',
    "version" INTEGER NOT NULL DEFAULT 1,
    "author_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series_item" (
    "id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "content_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "day" INTEGER,
    "is_skipped" BOOLEAN NOT NULL DEFAULT false,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "series_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counted_link" (
    "code" VARCHAR(12) NOT NULL,
    "run_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "click_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "counted_link_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "receipt" (
    "run_id" UUID NOT NULL,
    "mark" BYTEA NOT NULL,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("run_id","mark")
);

-- CreateIndex
CREATE UNIQUE INDEX "officer_line_line_user_id_key" ON "officer_line"("line_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "officer_link_code_code_hash_key" ON "officer_link_code"("code_hash");

-- CreateIndex
CREATE INDEX "deputy_principal_id_idx" ON "deputy"("principal_id");

-- CreateIndex
CREATE INDEX "deputy_deputy_id_idx" ON "deputy"("deputy_id");

-- CreateIndex
CREATE UNIQUE INDEX "officer_message_retry_key_key" ON "officer_message"("retry_key");

-- CreateIndex
CREATE INDEX "officer_message_state_next_try_at_idx" ON "officer_message"("state", "next_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "officer_message_user_id_topic_key" ON "officer_message"("user_id", "topic");

-- CreateIndex
CREATE INDEX "series_item_series_id_position_idx" ON "series_item"("series_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "counted_link_run_id_url_key" ON "counted_link"("run_id", "url");

-- CreateIndex
CREATE UNIQUE INDEX "run_campaign_id_series_round_series_item_id_key" ON "run"("campaign_id", "series_round", "series_item_id");

-- AddForeignKey
ALTER TABLE "officer_line" ADD CONSTRAINT "officer_line_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_link_code" ADD CONSTRAINT "officer_link_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_principal_id_fkey" FOREIGN KEY ("principal_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_deputy_id_fkey" FOREIGN KEY ("deputy_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_message" ADD CONSTRAINT "officer_message_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series_item" ADD CONSTRAINT "series_item_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counted_link" ADD CONSTRAINT "counted_link_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
