-- AlterTable
ALTER TABLE "officer_line" ADD COLUMN     "signed_in_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "enrolled_phone" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" CHAR(64) NOT NULL,
    "pin_hash" TEXT NOT NULL,
    "wrong_pins" INTEGER NOT NULL DEFAULT 0,
    "session_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "enrolled_phone_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "enrolled_phone_user_id_idx" ON "enrolled_phone"("user_id");

-- AddForeignKey
ALTER TABLE "enrolled_phone" ADD CONSTRAINT "enrolled_phone_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "officer_line"("user_id") ON DELETE CASCADE ON UPDATE CASCADE;
