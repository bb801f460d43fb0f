-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "is_quiet" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "language" TEXT,
ADD COLUMN     "muted_series" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "quiz_question" (
    "code" TEXT NOT NULL,
    "card_code" TEXT,
    "text" TEXT NOT NULL,
    "options" TEXT[],
    "right_option" INTEGER NOT NULL,
    "explanation" TEXT NOT NULL,
    "ita_items" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" "content_state" NOT NULL DEFAULT 'draft',
    "author_id" TEXT,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quiz_question_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "quiz_week" (
    "week_of" DATE NOT NULL,
    "question_codes" TEXT[],

    CONSTRAINT "quiz_week_pkey" PRIMARY KEY ("week_of")
);

-- CreateTable
CREATE TABLE "quiz_review" (
    "staff_id" UUID NOT NULL,
    "question_code" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "stability" DOUBLE PRECISION NOT NULL,
    "difficulty" DOUBLE PRECISION NOT NULL,
    "reps" INTEGER NOT NULL,
    "lapses" INTEGER NOT NULL,
    "state" SMALLINT NOT NULL,
    "miss_count" INTEGER NOT NULL DEFAULT 0,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quiz_review_pkey" PRIMARY KEY ("staff_id","question_code")
);

-- CreateTable
CREATE TABLE "quiz_streak" (
    "staff_id" UUID NOT NULL,
    "weeks" INTEGER NOT NULL,
    "last_week" DATE NOT NULL,

    CONSTRAINT "quiz_streak_pkey" PRIMARY KEY ("staff_id")
);

-- CreateTable
CREATE TABLE "quiz_awareness" (
    "week_of" DATE NOT NULL,
    "question_code" TEXT NOT NULL,
    "people_count" INTEGER NOT NULL DEFAULT 0,
    "right_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "quiz_awareness_pkey" PRIMARY KEY ("week_of","question_code")
);

-- AddForeignKey
ALTER TABLE "quiz_review" ADD CONSTRAINT "quiz_review_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quiz_streak" ADD CONSTRAINT "quiz_streak_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;
