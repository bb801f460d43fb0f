-- CreateTable
CREATE TABLE "withdrawal" (
    "chat_id" VARCHAR(33) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "withdrawal_pkey" PRIMARY KEY ("chat_id")
);
