-- AlterTable
ALTER TABLE "poll" ADD COLUMN     "eligible_hash" BYTEA,
ADD COLUMN     "ita_items" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "members_changed" INTEGER,
ADD COLUMN     "writers" TEXT[] DEFAULT ARRAY[]::TEXT[];
