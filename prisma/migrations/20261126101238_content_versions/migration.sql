-- AlterTable
ALTER TABLE "content" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "content_version" (
    "content_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "basis" TEXT,
    "ita_items" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "kind" TEXT,
    "owner" TEXT,
    "review_on" DATE,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "author_id" TEXT,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_version_pkey" PRIMARY KEY ("content_id","version")
);

-- AddForeignKey
ALTER TABLE "content_version" ADD CONSTRAINT "content_version_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "content"("id") ON DELETE CASCADE ON UPDATE CASCADE;
