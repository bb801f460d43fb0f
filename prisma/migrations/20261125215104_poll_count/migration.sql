-- AlterTable
ALTER TABLE "poll" ADD COLUMN     "held_reason" TEXT,
ADD COLUMN     "result_campaign_id" UUID,
ADD COLUMN     "result_released_at" TIMESTAMPTZ(3),
ADD COLUMN     "themes" JSONB;

-- Written by hand from here on.

-- The one way into the spool. Each statement of a function has a snapshot of its own, so the second sees what the lock has waited
-- for: a close that came first is obeyed, one that comes later waits until these votes are in. The same lock keeps a flush from
-- counting a token while its newer vote is on the way in, so that nobody is told "saved" of a vote that counts no more.
CREATE FUNCTION ballot.seal(polls uuid[], tokens bytea[], boxes bytea[]) RETURNS TABLE (outcome text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ballot, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(named.poll::text, 0))
    FROM (SELECT DISTINCT unnest(polls) AS poll) named;
  RETURN QUERY
  WITH given AS (
    SELECT * FROM unnest(polls, tokens, boxes) WITH ORDINALITY AS vote (poll, token, box, place)
  ), judged AS (
    SELECT given.*, CASE
      WHEN NOT EXISTS (SELECT FROM public.poll asked WHERE asked.id = given.poll AND asked.state = 'open'
        AND (asked.closes_at IS NULL OR asked.closes_at > now())) THEN 'closed'
      WHEN EXISTS (SELECT FROM participation p WHERE p.poll_id = given.poll AND p.token = given.token) THEN 'counted'
      ELSE 'sealed' END AS fate
    FROM given
  ), stored AS (
    INSERT INTO spool (poll_id, box) SELECT judged.poll, judged.box FROM judged WHERE judged.fate = 'sealed'
  )
  SELECT judged.fate FROM judged ORDER BY judged.place;
END
$$;

REVOKE EXECUTE ON FUNCTION ballot.seal FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ballot.seal TO sucharit_app, sucharit_ballot;
-- Nothing else puts a vote in: not past the lock, and not into a poll that is closed.
REVOKE INSERT ON ballot.spool FROM sucharit_app, sucharit_ballot;
-- Words that fewer than k people wrote are never shown, so they do not outlive the close.
GRANT DELETE ON ballot.tally, ballot.open_text TO sucharit_ballot;
GRANT SELECT (poll_id) ON ballot.open_text TO sucharit_ballot;

-- "poll" alone is the row of the table as well as the argument, which PostgreSQL refuses as ambiguous.
CREATE OR REPLACE FUNCTION ballot.drop_poll(poll uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ballot, pg_temp AS $$
DECLARE parent text;
BEGIN
  UPDATE public.poll AS closed
    SET issued_count = (SELECT count(DISTINCT drawn.staff_id) FROM issuance drawn WHERE drawn.poll_id = drop_poll.poll)
    WHERE closed.id = drop_poll.poll AND closed.anonymity = 'ballot' AND closed.issued_count IS NULL;
  DELETE FROM public.poll_eligible WHERE poll_id = drop_poll.poll;
  FOREACH parent IN ARRAY ARRAY['issuance', 'spool', 'participation', 'room_device'] LOOP
    EXECUTE format('DROP TABLE IF EXISTS ballot.%I', parent || '_' || replace(drop_poll.poll::text, '-', ''));
  END LOOP;
END
$$;
