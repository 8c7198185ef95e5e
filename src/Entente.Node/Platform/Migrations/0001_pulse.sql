-- One row that every commit raises: how processes and replicas learn that something changed.
CREATE TABLE pulse (id BIGINT PRIMARY KEY CHECK (id = 1), position BIGINT NOT NULL);
INSERT INTO pulse (id, position) VALUES (1, 0);
