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
