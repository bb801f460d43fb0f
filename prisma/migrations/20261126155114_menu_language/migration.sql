-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "menu_language" TEXT;
