-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "cost_messages" INTEGER;

-- CreateTable
CREATE TABLE "group_contains" (
    "group_id" UUID NOT NULL,
    "contained_id" UUID NOT NULL,

    CONSTRAINT "group_contains_pkey" PRIMARY KEY ("group_id","contained_id")
);

-- CreateTable
CREATE TABLE "saved_audience" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rule" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_audience_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "group_contains_contained_id_idx" ON "group_contains"("contained_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_audience_name_key" ON "saved_audience"("name");

-- AddForeignKey
ALTER TABLE "group_contains" ADD CONSTRAINT "group_contains_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "line_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_contains" ADD CONSTRAINT "group_contains_contained_id_fkey" FOREIGN KEY ("contained_id") REFERENCES "line_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;
