-- Lists read about as many rows as they show. The same statements on H2 and PostgreSQL.

-- Tags of runs; the next migration fills it. A tag is the SHA-256 of name=value, since a value may
-- be longer than an index takes; its text is in the run.
CREATE TABLE IF NOT EXISTS run_tag (
  tag        VARCHAR(64) NOT NULL,
  owner      VARCHAR(255) NOT NULL,
  created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  run_id     VARCHAR(36) NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  PRIMARY KEY (run_id, tag)
);
CREATE INDEX IF NOT EXISTS run_tag_by_time ON run_tag (tag, created_at, run_id);
CREATE INDEX IF NOT EXISTS run_tag_by_owner ON run_tag (owner, tag, created_at, run_id);

CREATE INDEX IF NOT EXISTS dropped_by_time ON dropped (found_at, id);
CREATE INDEX IF NOT EXISTS dropped_of_route ON dropped (route, found_at, id);
CREATE INDEX IF NOT EXISTS dropped_in_state ON dropped (state, found_at, id);
CREATE INDEX IF NOT EXISTS dropped_of_route_in_state ON dropped (route, state, found_at, id);
CREATE INDEX IF NOT EXISTS dropped_of_folder ON dropped (path);
