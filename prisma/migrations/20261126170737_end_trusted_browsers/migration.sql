-- Browsers that asked to be trusted when that could still be asked for: each sign-in would prolong it by another month.
DELETE FROM "verification" WHERE "identifier" LIKE 'trust-device-%';
