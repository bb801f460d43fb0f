-- CreateIndex
CREATE INDEX "picture_content_id_idx" ON "picture"("content_id");
