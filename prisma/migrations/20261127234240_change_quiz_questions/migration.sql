-- AlterTable
ALTER TABLE "quiz_question" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "writers" TEXT[] DEFAULT ARRAY[]::TEXT[];
