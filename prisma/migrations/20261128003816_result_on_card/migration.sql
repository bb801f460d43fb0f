-- AlterTable
ALTER TABLE "poll" ADD COLUMN     "card_has_result" BOOLEAN NOT NULL DEFAULT false;

-- Until now a card was filled in with the release.
UPDATE "poll" SET "card_has_result" = true WHERE "result_released_at" IS NOT NULL;
