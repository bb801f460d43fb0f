-- Written by hand: Prisma's schema language has no words for roles, triggers, checks and partial indexes.

-- Roles belong to the whole cluster, so another database of it may have made them. They get LOGIN and a password from whoever
-- runs the cluster: the embedded starter, or the operator (ALTER ROLE sucharit_app LOGIN PASSWORD '…').
DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['sucharit_app', 'sucharit_sender', 'sucharit_ballot'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of this cluster is migrated at the same moment
      END;
    END IF;
  END LOOP;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO sucharit_app, sucharit_sender, sucharit_ballot;

-- The application changes rows, never the schema. Tables of later migrations are granted by the default privileges; they hold for
-- objects made by the login that runs the migrations.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO sucharit_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO sucharit_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sucharit_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO sucharit_app;
-- Prisma's own table is not there in the shadow database that `npm run db:migration` compares with.
DO $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM sucharit_app;
  END IF;
END
$$;

-- The sender reads what goes out and writes what became of it; a refused multicast is split into new rows. No staff, no accounts.
GRANT SELECT ON "run" TO sucharit_sender;
GRANT SELECT, INSERT, UPDATE ON "delivery" TO sucharit_sender;
GRANT SELECT, UPDATE ON "recipient" TO sucharit_sender;

-- The audit chain only grows, for every login: the application's lacks the right, and the trigger refuses the owner too.
REVOKE UPDATE, DELETE, TRUNCATE ON "audit_entry" FROM sucharit_app;

CREATE FUNCTION audit_entry_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse_change();
-- ALWAYS: also under session_replication_role = replica, which restore tools set.
ALTER TABLE "audit_entry" ENABLE ALWAYS TRIGGER audit_entry_append_only;

ALTER TABLE "installation" ADD CONSTRAINT installation_one_row CHECK (id = 1);

-- Due work. These stay as small as the backlog, however many finished rows there are.
CREATE INDEX inbox_event_due_idx ON "inbox_event" (next_try_at) WHERE state IN ('stored', 'answering');
CREATE INDEX delivery_due_idx ON "delivery" (next_try_at) WHERE state = 'queued';

-- Hot tables: rows change state a few times and leave. Free room in each page lets an update stay in its page (HOT), and a vacuum
-- after 2 % instead of 20 % keeps the due indexes free of dead entries.
ALTER TABLE "inbox_event" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
ALTER TABLE "delivery" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
ALTER TABLE "outbox_job" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
