-- The keys of this node, for every replica. The private key lies in keys/<id>.pem of the node's directory and nowhere else.
-- state: Next (on our card, not used yet), Current, Previous (still accepted), Retired (its file is deleted).
CREATE TABLE own_key (
    id TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    state TEXT NOT NULL,
    certificate {{blob}} NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- Every card that this node has signed; the highest is the one it hands out. card: the exact bytes that the signature covers.
CREATE TABLE own_card (
    version {{key}},
    card {{blob}} NOT NULL,
    signature {{blob}} NOT NULL,
    fingerprint TEXT NOT NULL,
    issued_at BIGINT NOT NULL
);
