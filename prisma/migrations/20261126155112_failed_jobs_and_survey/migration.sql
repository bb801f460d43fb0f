-- AlterTable
ALTER TABLE "calendar_year" ADD COLUMN     "survey_from" DATE,
ADD COLUMN     "survey_until" DATE;

-- CreateTable
CREATE TABLE "failed_job" (
    "id" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "code" TEXT NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "failed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "failed_job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "failed_job_job_job_id_key" ON "failed_job"("job", "job_id");
