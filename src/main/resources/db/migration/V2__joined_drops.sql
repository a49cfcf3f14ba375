-- Layers of one patient may come in different drops. The same statements on H2 and PostgreSQL.

-- A drop that waits for other layers runs at this time with what there is; drops that go together
-- have the id of the first of them.
ALTER TABLE dropped ADD COLUMN IF NOT EXISTS wait_until TIMESTAMP(3) WITH TIME ZONE;
ALTER TABLE dropped ADD COLUMN IF NOT EXISTS group_id VARCHAR(36);
CREATE INDEX IF NOT EXISTS dropped_by_group ON dropped (group_id);

-- Whose layers a complete drop has, where its route asks; a patient is the SHA-256 of the id.
CREATE TABLE IF NOT EXISTS dropped_layer (
  drop_id VARCHAR(36) NOT NULL REFERENCES dropped (id) ON DELETE CASCADE,
  layer   VARCHAR(100) NOT NULL,
  patient VARCHAR(64) NOT NULL,
  PRIMARY KEY (drop_id, layer, patient)
);
CREATE INDEX IF NOT EXISTS dropped_layer_by_patient ON dropped_layer (patient);

-- Drops that were done before and whose layers a group takes.
CREATE TABLE IF NOT EXISTS dropped_earlier (
  group_id VARCHAR(36) NOT NULL,
  drop_id  VARCHAR(36) NOT NULL REFERENCES dropped (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, drop_id)
);

-- All drops that a run works on.
CREATE TABLE IF NOT EXISTS run_drop (
  run_id  VARCHAR(36) NOT NULL,
  drop_id VARCHAR(36) NOT NULL REFERENCES dropped (id) ON DELETE CASCADE,
  PRIMARY KEY (run_id, drop_id)
);
CREATE INDEX IF NOT EXISTS run_drop_by_drop ON run_drop (drop_id);
