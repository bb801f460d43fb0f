-- AlterEnum
ALTER TYPE "delivery_endpoint" ADD VALUE 'reply';

-- AlterEnum
ALTER TYPE "recipient_state" ADD VALUE 'by_hand';

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "card_versions" JSONB,
ADD COLUMN     "ride_minutes" INTEGER;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "is_by_hand" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_public" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "rides_until" TIMESTAMPTZ(3);
