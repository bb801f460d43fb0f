-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "corrects_run_id" UUID,
ADD COLUMN     "notify" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "is_silent" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "resumed_at" TIMESTAMPTZ(3);
