-- The bytes of a thing in custody, while they come and when they are all there. size: as announced. sha256: of the whole, as announced; it may come with the end. record: of their end; NULL while they come.
CREATE TABLE custody_content (
    item {{key}},
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT,
    begun_by TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    record BIGINT
);
-- In chunks of 4 MiB, the last of which may be shorter; the first is 1. One that is there does not change.
CREATE TABLE custody_chunk (
    item BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    body {{blob}} NOT NULL,
    PRIMARY KEY (item, ordinal)
);
