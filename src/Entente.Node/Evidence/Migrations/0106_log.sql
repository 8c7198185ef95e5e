-- The keys by which the logs and the witness of this node sign. id: the name of the file with the private key. public_key: as partners get it.
CREATE TABLE log_key (
    id TEXT PRIMARY KEY,
    public_key TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
-- The logs that this node has kept, the newest last. first_record: the record whose leaf is leaf 0.
CREATE TABLE log (
    number {{key}},
    origin TEXT NOT NULL,
    key_id TEXT NOT NULL,
    first_record BIGINT NOT NULL,
    begun_at BIGINT NOT NULL
);
-- Full tiles; a partial one is made of the leaves, or of the roots of the tiles below. root: over the hashes of this tile.
CREATE TABLE log_tile (
    log BIGINT NOT NULL,
    level BIGINT NOT NULL,
    tile BIGINT NOT NULL,
    hashes {{blob}} NOT NULL,
    root {{blob}} NOT NULL,
    PRIMARY KEY (log, level, tile)
) {{clustered}};
-- The newest checkpoint, and those before it that a witness has cosigned. note: with its signatures, as it is served. witnessed: whether they were enough.
CREATE TABLE log_checkpoint (
    log BIGINT NOT NULL,
    size BIGINT NOT NULL,
    root {{blob}} NOT NULL,
    note TEXT NOT NULL,
    cosigned BIGINT NOT NULL,
    witnessed BIGINT NOT NULL,
    signed_at BIGINT NOT NULL,
    PRIMARY KEY (log, size)
) {{clustered}};
