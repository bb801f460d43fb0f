-- The oldest open event of the chat of `event_id`, up to and including it, once nobody else is at work on that chat; no row where
-- the event is done already. An answer too old for its reply token is let go as done. One function, because it is called with
-- each message: its three statements are planned once a connection. By index only: a plan made while the table was empty would
-- read all of it when it has grown. Each statement of it sees what was committed before, so also by whoever held the lock.
CREATE FUNCTION take_inbox_event(event_id text, reply_since timestamptz)
RETURNS SETOF inbox_event LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  chat text;
  happened timestamptz;
BEGIN
  SELECT e.lane, e.happened_at INTO chat, happened FROM inbox_event e WHERE e.id = event_id AND e.lane IS NOT NULL;
  IF chat IS NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(chat, 0));
  UPDATE inbox_event e
    SET state = 'done', payload = NULL, reply = NULL, lane = NULL, day_key = NULL, error_code = 'REPLY_TOO_LATE'
    WHERE e.lane = chat AND e.state = 'answering' AND e.happened_at < reply_since;
  RETURN QUERY
    SELECT * FROM inbox_event e
    WHERE e.lane = chat AND e.state IN ('stored', 'answering') AND (e.happened_at, e.id) <= (happened, event_id)
    ORDER BY e.happened_at, e.id LIMIT 1;
END $$;
