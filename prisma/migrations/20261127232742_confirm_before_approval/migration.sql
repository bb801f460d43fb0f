-- AlterTable
ALTER TABLE "content" ADD COLUMN     "to_confirm" TEXT[] DEFAULT ARRAY[]::TEXT[];
