-- The same statements on H2 and PostgreSQL. Times are UTC. On H2 each statement is a transaction of
-- its own: IF NOT EXISTS lets a server go on that was killed in the middle.

CREATE TABLE IF NOT EXISTS instance (
  id           VARCHAR(36) PRIMARY KEY,
  host         VARCHAR(255) NOT NULL,
  started_at   TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  heartbeat_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

-- Who adds or completes drops of a route locks its row.
CREATE TABLE IF NOT EXISTS drop_route (
  name VARCHAR(100) PRIMARY KEY
);

-- A run folder that was found or announced. The same folder with other contents is another row.
CREATE TABLE IF NOT EXISTS dropped (
  id              VARCHAR(36) PRIMARY KEY,
  route           VARCHAR(100) NOT NULL,
  root            VARCHAR(2000) NOT NULL,
  path            VARCHAR(2000) NOT NULL,
  profile         VARCHAR(100) NOT NULL,
  state           VARCHAR(20) NOT NULL,
  reason          VARCHAR(4000) NOT NULL,
  fingerprint     VARCHAR(64) NOT NULL,
  signature       VARCHAR(64),
  content         VARCHAR(64),
  files           INTEGER NOT NULL,
  listing         BYTEA,
  bytes           BIGINT NOT NULL,
  found_at        TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  changed_at      TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  state_at        TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  attempts        INTEGER NOT NULL,
  next_attempt_at TIMESTAMP(3) WITH TIME ZONE,
  claimed_by      VARCHAR(36),
  run_id          VARCHAR(36),
  follows         VARCHAR(36),
  CONSTRAINT dropped_state CHECK (state IN (
    'SEQUENCING', 'COPYING', 'COMPLETE', 'WAITING', 'CLAIMED', 'RUNNING',
    'DONE', 'DUPLICATE', 'REJECTED', 'FAILED', 'REPLACED'))
);
CREATE INDEX IF NOT EXISTS dropped_by_state ON dropped (route, state, next_attempt_at);
CREATE INDEX IF NOT EXISTS dropped_by_path ON dropped (route, path);
CREATE INDEX IF NOT EXISTS dropped_by_content ON dropped (route, content);

CREATE TABLE IF NOT EXISTS dropped_history (
  drop_id VARCHAR(36) NOT NULL REFERENCES dropped (id) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  at      TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  state   VARCHAR(20) NOT NULL,
  reason  VARCHAR(4000) NOT NULL,
  PRIMARY KEY (drop_id, number)
);

CREATE TABLE IF NOT EXISTS run (
  id          VARCHAR(36) PRIMARY KEY,
  workflow    VARCHAR(100) NOT NULL,
  type        VARCHAR(20) NOT NULL,
  state       VARCHAR(20) NOT NULL,
  owner       VARCHAR(255) NOT NULL,
  request     VARCHAR(100000) NOT NULL,
  tags        VARCHAR(10000) NOT NULL,
  folder      VARCHAR(2000) NOT NULL,
  device      VARCHAR(20),
  error       VARCHAR(4000),
  drop_id     VARCHAR(36),
  created_at  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  started_at  TIMESTAMP(3) WITH TIME ZONE,
  ended_at    TIMESTAMP(3) WITH TIME ZONE,
  claimed_by  VARCHAR(36),
  cancelling  BOOLEAN NOT NULL,
  attempts    INTEGER NOT NULL,
  CONSTRAINT run_state CHECK (state IN (
    'QUEUED', 'INITIALIZING', 'RUNNING', 'PAUSED', 'COMPLETE',
    'EXECUTOR_ERROR', 'SYSTEM_ERROR', 'CANCELED', 'CANCELING'))
);
CREATE INDEX IF NOT EXISTS run_by_time ON run (created_at, id);
CREATE INDEX IF NOT EXISTS run_by_state ON run (state, created_at, id);
CREATE INDEX IF NOT EXISTS run_by_owner ON run (owner, created_at, id);
CREATE INDEX IF NOT EXISTS run_by_workflow ON run (workflow, created_at, id);
CREATE INDEX IF NOT EXISTS run_by_drop ON run (drop_id, created_at);

CREATE TABLE IF NOT EXISTS task (
  run_id     VARCHAR(36) NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  name       VARCHAR(200) NOT NULL,
  label      VARCHAR(2000) NOT NULL,
  state      VARCHAR(20) NOT NULL,
  reused     BOOLEAN NOT NULL,
  started_at TIMESTAMP(3) WITH TIME ZONE,
  ended_at   TIMESTAMP(3) WITH TIME ZONE,
  message    VARCHAR(4000),
  PRIMARY KEY (run_id, number)
);

CREATE TABLE IF NOT EXISTS api_key (
  id         VARCHAR(36) PRIMARY KEY,
  name       VARCHAR(255) NOT NULL UNIQUE,
  hash       VARCHAR(64) NOT NULL UNIQUE,
  roles      VARCHAR(255) NOT NULL,
  created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  revoked_at TIMESTAMP(3) WITH TIME ZONE
);

CREATE TABLE IF NOT EXISTS audit (
  id      VARCHAR(36) PRIMARY KEY,
  at      TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  who     VARCHAR(255) NOT NULL,
  remote  VARCHAR(100) NOT NULL,
  action  VARCHAR(100) NOT NULL,
  target  VARCHAR(2000) NOT NULL,
  outcome VARCHAR(20) NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_by_time ON audit (at);
