-- In an open room words and texts wait for the presenter, whose screen is the web process's. Like its sums they come in without
-- a box: nobody is signed in, and a text lies under an id of its own, tied to nothing.
GRANT INSERT ON ballot.open_text TO sucharit_app;

-- A false start is one question's: with one round for the whole room every other question could be answered twice after it.
ALTER TABLE "room" DROP COLUMN "round", ADD COLUMN "rounds" JSONB NOT NULL DEFAULT '{}';
