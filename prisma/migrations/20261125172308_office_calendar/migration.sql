-- CreateEnum
CREATE TYPE "day_source" AS ENUM ('proposed', 'manual', 'csv');

-- CreateTable
CREATE TABLE "calendar_year" (
    "year" INTEGER NOT NULL,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_year_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "holiday" (
    "date" DATE NOT NULL,
    "year" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "source" "day_source" NOT NULL,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("date")
);

-- CreateTable
CREATE TABLE "festival_day" (
    "year" INTEGER NOT NULL,
    "festival" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "source" "day_source" NOT NULL,

    CONSTRAINT "festival_day_pkey" PRIMARY KEY ("year","festival")
);

-- CreateIndex
CREATE INDEX "holiday_year_idx" ON "holiday"("year");

-- AddForeignKey
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_year_fkey" FOREIGN KEY ("year") REFERENCES "calendar_year"("year") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "festival_day" ADD CONSTRAINT "festival_day_year_fkey" FOREIGN KEY ("year") REFERENCES "calendar_year"("year") ON DELETE RESTRICT ON UPDATE CASCADE;
