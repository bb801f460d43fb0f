-- The page where people look their ballot up says why they have not heard what came of it.
GRANT SELECT (hold_reason, result_released_at) ON poll TO sucharit_ballot;
