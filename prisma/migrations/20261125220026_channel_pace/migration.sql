-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "chats_per_minute" INTEGER,
ADD COLUMN     "spread_minutes" INTEGER;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "batch_ms" INTEGER;

-- CreateTable
CREATE TABLE "call_lane" (
    "name" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(6) NOT NULL,
    "slowed_at" TIMESTAMPTZ(3),
    "pause_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "call_lane_pkey" PRIMARY KEY ("name")
);

-- Each recipient is written twice: planned, and then its end. With half of a page left free the second version stays in it (HOT), and
-- none of the four indexes is touched; without, 1,000,000 ends are 4,000,000 index entries. The room is needed either way.
ALTER TABLE "recipient" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
