-- Whose a card is and which items of the ITA it serves are looked for as its words are. A card that is written anew has them already.
UPDATE "content" SET "search_text" = concat_ws(' ', nullif("search_text", ''), lower("owner"), nullif(array_to_string("ita_items", ' '), ''));
