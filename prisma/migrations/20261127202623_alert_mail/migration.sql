-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "mail_at" TIMESTAMPTZ(3),
ADD COLUMN     "mail_to" TEXT[] DEFAULT ARRAY[]::TEXT[];
