-- Who reads a large drop, so that of several instances one does. The same statements on H2 and
-- PostgreSQL. A folder is the SHA-256 of its route, watched folder and path.
CREATE TABLE IF NOT EXISTS dropped_reading (
  folder   VARCHAR(64) PRIMARY KEY,
  reader   VARCHAR(36) NOT NULL,
  until_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);
