-- CreateEnum
CREATE TYPE "picture_state" AS ENUM ('waiting', 'made', 'refused');

-- AlterTable
ALTER TABLE "content" ADD COLUMN     "kind" TEXT,
ADD COLUMN     "owner" TEXT,
ADD COLUMN     "review_on" DATE,
ADD COLUMN     "search_text" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "picture" (
    "id" UUID NOT NULL,
    "recipe" CHAR(64) NOT NULL,
    "content_id" UUID,
    "template" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "look" JSONB NOT NULL,
    "is_draft" BOOLEAN NOT NULL,
    "state" "picture_state" NOT NULL DEFAULT 'waiting',
    "media" TEXT,
    "problem" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_at" TIMESTAMPTZ(3),

    CONSTRAINT "picture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_year" (
    "fiscal_year" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "is_example" BOOLEAN NOT NULL DEFAULT false,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_year_pkey" PRIMARY KEY ("fiscal_year")
);

-- CreateTable
CREATE TABLE "budget_entry" (
    "fiscal_year" INTEGER NOT NULL,
    "category" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "planned" DECIMAL(15,2) NOT NULL,
    "spent" DECIMAL(15,2),

    CONSTRAINT "budget_entry_pkey" PRIMARY KEY ("fiscal_year","category","month")
);

-- CreateIndex
CREATE UNIQUE INDEX "picture_recipe_key" ON "picture"("recipe");

-- CreateIndex
CREATE INDEX "picture_state_idx" ON "picture"("state");

-- AddForeignKey
ALTER TABLE "budget_entry" ADD CONSTRAINT "budget_entry_fiscal_year_fkey" FOREIGN KEY ("fiscal_year") REFERENCES "budget_year"("fiscal_year") ON DELETE CASCADE ON UPDATE CASCADE;
