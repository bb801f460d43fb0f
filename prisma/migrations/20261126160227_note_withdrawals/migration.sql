-- CreateTable
CREATE TABLE "withdrawal" (
    "id" UUID NOT NULL,
    "chat_id" VARCHAR(33) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "withdrawal_pkey" PRIMARY KEY ("id")
);
