-- Written by hand: page B says when a poll opens and until when a ballot drawn late waits.
GRANT SELECT (opens_at) ON poll TO sucharit_ballot;
