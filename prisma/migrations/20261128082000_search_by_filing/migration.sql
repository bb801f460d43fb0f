-- Whose a card is and which items of the ITA it serves are looked for as its words are: in lower case, with Arabic digits and single
-- spaces, without what is invisible.
UPDATE "content" SET "search_text" = concat_ws(' ', nullif("search_text", ''), nullif(trim(regexp_replace(
  translate(
    lower(normalize(concat_ws(' ', "owner", array_to_string("ita_items", ' ')), NFC)),
    '๐๑๒๓๔๕๖๗๘๙' || U&'\200B\200C\200D\2060\FEFF\00AD',
    '0123456789'
  ),
  '\s+', ' ', 'g')), ''));
