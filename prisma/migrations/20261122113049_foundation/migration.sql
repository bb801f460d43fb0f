-- CreateEnum
CREATE TYPE "installation_kind" AS ENUM ('demo', 'real');

-- CreateEnum
CREATE TYPE "inbox_state" AS ENUM ('stored', 'answering', 'done', 'skipped', 'failed');

-- CreateEnum
CREATE TYPE "group_state" AS ENUM ('pending', 'approved', 'left');

-- CreateEnum
CREATE TYPE "staff_state" AS ENUM ('guest', 'pending', 'registered');

-- CreateEnum
CREATE TYPE "content_state" AS ENUM ('draft', 'approved', 'retired');

-- CreateEnum
CREATE TYPE "campaign_state" AS ENUM ('draft', 'pending_approval', 'scheduled', 'paused', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "run_state" AS ENUM ('planned', 'deferred', 'held', 'sending', 'paused', 'done', 'cancelled');

-- CreateEnum
CREATE TYPE "recipient_kind" AS ENUM ('group', 'person');

-- CreateEnum
CREATE TYPE "recipient_state" AS ENUM ('planned', 'accepted', 'failed', 'unknown', 'skipped');

-- CreateEnum
CREATE TYPE "delivery_endpoint" AS ENUM ('push', 'multicast');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('queued', 'accepted', 'failed', 'unknown', 'split', 'empty', 'cancelled');

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "kind" "installation_kind" NOT NULL,
    "born_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seeded_at" TIMESTAMPTZ(3),

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "inbox_event" (
    "id" TEXT NOT NULL,
    "lane" TEXT,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" "inbox_state" NOT NULL DEFAULT 'stored',
    "day_key" VARCHAR(10),
    "payload" BYTEA,
    "reply" BYTEA,
    "try_count" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "relayed_at" TIMESTAMPTZ(3),
    "error_code" TEXT,

    CONSTRAINT "inbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_job" (
    "id" BIGSERIAL NOT NULL,
    "job" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "prev_hash" CHAR(64) NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "answer" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor_id","key")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "config_id" TEXT NOT NULL DEFAULT 'default',
    "name" TEXT,
    "start" TEXT,
    "prefix" TEXT,
    "key" TEXT NOT NULL,
    "reference_id" TEXT NOT NULL,
    "refill_interval" INTEGER,
    "refill_amount" INTEGER,
    "last_refill_at" TIMESTAMPTZ(3),
    "enabled" BOOLEAN DEFAULT true,
    "rate_limit_enabled" BOOLEAN DEFAULT false,
    "rate_limit_time_window" INTEGER,
    "rate_limit_max" INTEGER,
    "request_count" INTEGER DEFAULT 0,
    "remaining" INTEGER,
    "last_request" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "permissions" TEXT,
    "metadata" TEXT,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name_th" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "line_group" (
    "id" UUID NOT NULL,
    "line_group_id" VARCHAR(33) NOT NULL,
    "name" TEXT,
    "state" "group_state" NOT NULL DEFAULT 'pending',
    "member_count" INTEGER,
    "has_outsiders" BOOLEAN,
    "unit_id" UUID,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_at" TIMESTAMPTZ(3),
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "line_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "line_user_id" VARCHAR(33) NOT NULL,
    "display_name" TEXT,
    "state" "staff_state" NOT NULL DEFAULT 'guest',
    "unit_id" UUID,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notice_version" TEXT,
    "notice_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "unfollowed_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invite_code" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "use_limit" INTEGER NOT NULL,
    "use_count" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invite_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content" (
    "id" UUID NOT NULL,
    "code" TEXT,
    "title" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "state" "content_state" NOT NULL DEFAULT 'draft',
    "basis" TEXT,
    "ita_items" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "author_id" TEXT,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "messages" JSONB NOT NULL,
    "audience" JSONB NOT NULL,
    "schedule" JSONB NOT NULL,
    "is_urgent" BOOLEAN NOT NULL DEFAULT false,
    "state" "campaign_state" NOT NULL DEFAULT 'draft',
    "next_run_at" TIMESTAMPTZ(3),
    "author_id" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "reject_reason" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "scheduled_for" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "late_after_ms" INTEGER NOT NULL DEFAULT 900000,
    "state" "run_state" NOT NULL DEFAULT 'planned',
    "reason" TEXT,
    "messages" JSONB,
    "released_by" TEXT,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recipient" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" "recipient_kind" NOT NULL,
    "chat_id" VARCHAR(33),
    "delivery_id" UUID,
    "state" "recipient_state" NOT NULL DEFAULT 'planned',
    "reason" TEXT,

    CONSTRAINT "recipient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "endpoint" "delivery_endpoint" NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'queued',
    "retry_key" UUID NOT NULL,
    "to" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "try_count" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_tried_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "fence" UUID,
    "request_id" TEXT,
    "accepted_request_id" TEXT,
    "error_code" TEXT,
    "error_detail" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ita_year" (
    "fiscal_year" INTEGER NOT NULL,
    "total" DECIMAL(5,2) NOT NULL,
    "national_average" DECIMAL(5,2),
    "target" DECIMAL(5,2),
    "level" TEXT,
    "source" TEXT NOT NULL,

    CONSTRAINT "ita_year_pkey" PRIMARY KEY ("fiscal_year")
);

-- CreateTable
CREATE TABLE "ita_instrument" (
    "fiscal_year" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name_th" TEXT NOT NULL,
    "score" DECIMAL(5,2) NOT NULL,
    "parts" JSONB,
    "note" TEXT,

    CONSTRAINT "ita_instrument_pkey" PRIMARY KEY ("fiscal_year","code")
);

-- CreateTable
CREATE TABLE "ita_indicator" (
    "fiscal_year" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "instrument" TEXT NOT NULL,
    "title_th" TEXT NOT NULL,
    "score" DECIMAL(5,2) NOT NULL,

    CONSTRAINT "ita_indicator_pkey" PRIMARY KEY ("fiscal_year","no")
);

-- CreateTable
CREATE TABLE "ita_item" (
    "fiscal_year" INTEGER NOT NULL,
    "no" TEXT NOT NULL,
    "area" INTEGER NOT NULL,
    "area_title" TEXT NOT NULL,
    "title_th" TEXT NOT NULL,
    "scores" JSONB NOT NULL,
    "note" TEXT,

    CONSTRAINT "ita_item_pkey" PRIMARY KEY ("fiscal_year","no")
);

-- CreateTable
CREATE TABLE "measure" (
    "fiscal_year" INTEGER NOT NULL,
    "area" INTEGER NOT NULL,
    "area_title" TEXT NOT NULL,
    "kinds" TEXT[],
    "guidance" JSONB NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "measure_pkey" PRIMARY KEY ("fiscal_year","area")
);

-- CreateTable
CREATE TABLE "measure_step" (
    "fiscal_year" INTEGER NOT NULL,
    "area" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "title_th" TEXT NOT NULL,
    "full_text_th" TEXT NOT NULL,
    "owners" TEXT[],

    CONSTRAINT "measure_step_pkey" PRIMARY KEY ("fiscal_year","area","no")
);

-- CreateIndex
CREATE INDEX "inbox_event_lane_happened_at_idx" ON "inbox_event"("lane", "happened_at");

-- CreateIndex
CREATE INDEX "outbox_job_due_at_idx" ON "outbox_job"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_hash_key" ON "audit_entry"("hash");

-- CreateIndex
CREATE INDEX "audit_entry_subject_idx" ON "audit_entry"("subject");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_key" ON "api_key"("key");

-- CreateIndex
CREATE INDEX "api_key_reference_id_idx" ON "api_key"("reference_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_code_key" ON "unit"("code");

-- CreateIndex
CREATE UNIQUE INDEX "line_group_line_group_id_key" ON "line_group"("line_group_id");

-- CreateIndex
CREATE INDEX "line_group_unit_id_idx" ON "line_group"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_line_user_id_key" ON "staff"("line_user_id");

-- CreateIndex
CREATE INDEX "staff_unit_id_idx" ON "staff"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "invite_code_code_key" ON "invite_code"("code");

-- CreateIndex
CREATE UNIQUE INDEX "content_code_key" ON "content"("code");

-- CreateIndex
CREATE INDEX "campaign_state_next_run_at_idx" ON "campaign"("state", "next_run_at");

-- CreateIndex
CREATE INDEX "run_state_due_at_idx" ON "run"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "run_campaign_id_scheduled_for_key" ON "run"("campaign_id", "scheduled_for");

-- CreateIndex
CREATE INDEX "recipient_delivery_id_idx" ON "recipient"("delivery_id");

-- CreateIndex
CREATE INDEX "recipient_chat_id_idx" ON "recipient"("chat_id");

-- CreateIndex
CREATE UNIQUE INDEX "recipient_run_id_chat_id_key" ON "recipient"("run_id", "chat_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_retry_key_key" ON "delivery"("retry_key");

-- CreateIndex
CREATE INDEX "delivery_run_id_state_next_try_at_idx" ON "delivery"("run_id", "state", "next_try_at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_group" ADD CONSTRAINT "line_group_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite_code" ADD CONSTRAINT "invite_code_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recipient" ADD CONSTRAINT "recipient_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ita_instrument" ADD CONSTRAINT "ita_instrument_fiscal_year_fkey" FOREIGN KEY ("fiscal_year") REFERENCES "ita_year"("fiscal_year") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ita_indicator" ADD CONSTRAINT "ita_indicator_fiscal_year_fkey" FOREIGN KEY ("fiscal_year") REFERENCES "ita_year"("fiscal_year") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ita_item" ADD CONSTRAINT "ita_item_fiscal_year_fkey" FOREIGN KEY ("fiscal_year") REFERENCES "ita_year"("fiscal_year") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "measure_step" ADD CONSTRAINT "measure_step_fiscal_year_area_fkey" FOREIGN KEY ("fiscal_year", "area") REFERENCES "measure"("fiscal_year", "area") ON DELETE CASCADE ON UPDATE CASCADE;
