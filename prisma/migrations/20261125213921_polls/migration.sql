-- CreateEnum
CREATE TYPE "anonymity" AS ENUM ('ballot', 'chat', 'room');

-- CreateEnum
CREATE TYPE "poll_state" AS ENUM ('draft', 'pending_approval', 'published', 'open', 'closed');

-- CreateTable
CREATE TABLE "poll" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT,
    "language" VARCHAR(2) NOT NULL DEFAULT 'th',
    "anonymity" "anonymity" NOT NULL,
    "state" "poll_state" NOT NULL DEFAULT 'draft',
    "questions" JSONB NOT NULL,
    "audience" JSONB NOT NULL,
    "threshold" INTEGER NOT NULL DEFAULT 5,
    "cut" JSONB,
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "returns_on" DATE,
    "is_one_visit" BOOLEAN NOT NULL DEFAULT true,
    "level" TEXT,
    "promise" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "frozen_hash" BYTEA,
    "keys" JSONB,
    "fingerprint" VARCHAR(64),
    "eligible_count" INTEGER,
    "issued_count" INTEGER,
    "cast_count" INTEGER,
    "board_hash" VARCHAR(64),
    "outcome" TEXT,
    "next_step" TEXT,
    "hold_reason" TEXT,
    "copied_from" UUID,
    "author_id" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "approved_by" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "reject_reason" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "poll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "poll_eligible" (
    "poll_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,

    CONSTRAINT "poll_eligible_pkey" PRIMARY KEY ("poll_id","staff_id")
);

-- CreateTable
CREATE TABLE "room" (
    "poll_id" UUID NOT NULL,
    "code" VARCHAR(8) NOT NULL,
    "question" INTEGER NOT NULL DEFAULT 0,
    "is_revealed" BOOLEAN NOT NULL DEFAULT true,
    "is_locked" BOOLEAN NOT NULL DEFAULT false,
    "round" INTEGER NOT NULL DEFAULT 0,
    "timer_ends_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "room_pkey" PRIMARY KEY ("poll_id")
);

-- CreateIndex
CREATE INDEX "poll_state_closes_at_idx" ON "poll"("state", "closes_at");

-- CreateIndex
CREATE UNIQUE INDEX "room_code_key" ON "room"("code");

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_poll_id_fkey" FOREIGN KEY ("poll_id") REFERENCES "poll"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand from here on: Prisma's schema language has no words for partitions, functions and rights per login.
-- Everything that an answer passes through lies in a schema of its own. It holds no time, no serial number and no name beside an answer.
CREATE SCHEMA ballot;
GRANT USAGE ON SCHEMA ballot TO sucharit_app, sucharit_ballot;

-- Who has drawn a ballot: one a person, poll and part. A repeat of the same blinded value is given the same signature.
CREATE TABLE ballot.issuance (
  poll_id uuid NOT NULL,
  part text NOT NULL CHECK (part IN ('score', 'text')),
  staff_id uuid NOT NULL,
  blinded_hash bytea NOT NULL,
  PRIMARY KEY (poll_id, part, staff_id)
) PARTITION BY LIST (poll_id);

-- Sealed votes of one size under the poll's spool key, which is never in the database: 200 means that one is here.
CREATE TABLE ballot.spool (
  poll_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  box bytea NOT NULL,
  PRIMARY KEY (poll_id, id)
) PARTITION BY LIST (poll_id);

-- What has been counted: a keyed hash of person and question (chat), a ballot's random bytes (ballot).
CREATE TABLE ballot.participation (
  poll_id uuid NOT NULL,
  token bytea NOT NULL,
  PRIMARY KEY (poll_id, token)
) PARTITION BY LIST (poll_id);

-- Devices that have answered a question of an open room: a keyed hash, of this round only, and never beside the answer.
CREATE TABLE ballot.room_device (
  poll_id uuid NOT NULL,
  token bytea NOT NULL,
  PRIMARY KEY (poll_id, token)
) PARTITION BY LIST (poll_id);

-- The sums, which stay. cut '' = everybody; option '' = how many answered the question.
CREATE TABLE ballot.tally (
  poll_id uuid NOT NULL,
  question text NOT NULL,
  cut text NOT NULL DEFAULT '',
  option text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (poll_id, question, cut, option)
);

-- Open texts until a moderator has written themes from them; each under an id of its own, tied to nothing.
CREATE TABLE ballot.open_text (
  id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  poll_id uuid NOT NULL,
  question text NOT NULL,
  body text NOT NULL
);

-- The public list of counted ballots, sorted, 32 bytes each, end to end; taken down 30 days after the close.
CREATE TABLE ballot.board (
  poll_id uuid NOT NULL PRIMARY KEY,
  tokens bytea NOT NULL
);

-- Page A and the chat: draw, seal, read sums. Not to read a vote, a token or who has counted.
GRANT SELECT, INSERT ON ballot.issuance TO sucharit_app;
GRANT INSERT ON ballot.spool TO sucharit_app;
GRANT SELECT, INSERT, DELETE ON ballot.room_device TO sucharit_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ballot.tally TO sucharit_app;
GRANT SELECT, DELETE ON ballot.open_text TO sucharit_app;
GRANT SELECT, DELETE ON ballot.board TO sucharit_app;
-- Page B and the count: no people, no issuance.
GRANT SELECT, INSERT, DELETE ON ballot.spool TO sucharit_ballot;
GRANT SELECT, INSERT ON ballot.participation TO sucharit_ballot;
GRANT SELECT, INSERT, UPDATE ON ballot.tally TO sucharit_ballot;
GRANT INSERT ON ballot.open_text TO sucharit_ballot;
GRANT SELECT, INSERT ON ballot.board TO sucharit_ballot;
GRANT SELECT (id, title, purpose, language, anonymity, state, questions, threshold, cut, closes_at, returns_on, level, promise,
  is_one_visit, frozen_hash, keys, fingerprint, eligible_count, issued_count, cast_count, board_hash, outcome, opened_at, closed_at)
  ON poll TO sucharit_ballot;
GRANT UPDATE (cast_count, board_hash, outcome) ON poll TO sucharit_ballot;

-- Neither login may change the schema: these two make and drop a poll's partitions, and nothing else.
CREATE FUNCTION ballot.prepare_poll(poll uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ballot, pg_temp AS $$
DECLARE parent text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['issuance', 'spool', 'participation', 'room_device'] LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS ballot.%I PARTITION OF ballot.%I FOR VALUES IN (%L)',
      parent || '_' || replace(poll::text, '-', ''), parent, poll);
  END LOOP;
END
$$;

-- Dropping is the only erasure that leaves nothing behind: a deleted row lives on in its page. How many drew is kept.
CREATE FUNCTION ballot.drop_poll(poll uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ballot, pg_temp AS $$
DECLARE parent text;
BEGIN
  UPDATE public.poll SET issued_count = (SELECT count(DISTINCT staff_id) FROM ballot.issuance WHERE poll_id = poll)
    WHERE id = poll AND anonymity = 'ballot' AND issued_count IS NULL;
  DELETE FROM public.poll_eligible WHERE poll_id = poll;
  FOREACH parent IN ARRAY ARRAY['issuance', 'spool', 'participation', 'room_device'] LOOP
    EXECUTE format('DROP TABLE IF EXISTS ballot.%I', parent || '_' || replace(poll::text, '-', ''));
  END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION ballot.prepare_poll, ballot.drop_poll FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ballot.prepare_poll TO sucharit_app;
GRANT EXECUTE ON FUNCTION ballot.drop_poll TO sucharit_app, sucharit_ballot;
