-- Where the record of a leaf is, and the subject of exact bytes, by the first eight bytes of a hash. All of it can be made anew (entente log index).
CREATE TABLE log_index (
    prefix BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (prefix, record)
) {{clustered}};
CREATE TABLE log_index_bytes (
    prefix BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (prefix, kind, subject)
) {{clustered}};
CREATE TABLE log_index_position (
    id {{key}},
    record BIGINT NOT NULL
);
