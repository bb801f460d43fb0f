-- AlterTable
ALTER TABLE "poll" ADD COLUMN     "draws_released" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "promises" JSONB;

-- Written by hand from here on.

-- The day-long window in which somebody drew late; 0 for ballots drawn ahead or in one visit. No finer time is kept of a draw.
ALTER TABLE ballot.issuance ADD COLUMN draw_window integer NOT NULL DEFAULT 0;
GRANT SELECT (draws_released, promises) ON poll TO sucharit_ballot;
