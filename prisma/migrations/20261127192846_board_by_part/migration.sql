-- Text never shares a ballot with scores, and fewer than ten texts are not opened: the list that people look their ballots up in
-- is one of each part. Of the chat, which has no list, `part` stays empty.
ALTER TABLE ballot.participation ADD COLUMN part text;
ALTER TABLE ballot.board ADD COLUMN text_tokens bytea;
