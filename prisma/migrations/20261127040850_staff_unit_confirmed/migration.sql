-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "unit_confirmed_at" TIMESTAMPTZ(3);
