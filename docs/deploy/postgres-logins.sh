#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume. The migrations grant each login its rights.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=owner="$OWNER_PASSWORD" --set=web="$WEB_PASSWORD" --set=worker="$WORKER_PASSWORD" \
  --set=sender="$SENDER_PASSWORD" --set=ballot="$BALLOT_PASSWORD" <<'SQL'
CREATE ROLE sucharit LOGIN PASSWORD :'owner';
CREATE ROLE sucharit_app NOLOGIN;
CREATE ROLE sucharit_web LOGIN PASSWORD :'web' IN ROLE sucharit_app;
CREATE ROLE sucharit_worker LOGIN PASSWORD :'worker' IN ROLE sucharit_app;
-- Both work as their common role, so that neither owns what the other needs.
ALTER ROLE sucharit_web SET role TO sucharit_app;
ALTER ROLE sucharit_worker SET role TO sucharit_app;
CREATE ROLE sucharit_sender LOGIN PASSWORD :'sender';
CREATE ROLE sucharit_ballot LOGIN PASSWORD :'ballot';
CREATE DATABASE sucharit OWNER sucharit;
REVOKE CONNECT ON DATABASE sucharit FROM PUBLIC;
GRANT CONNECT ON DATABASE sucharit TO sucharit_app, sucharit_sender, sucharit_ballot;
SQL
