-- Reference lists as imported, and each code with the days it was valid.
CREATE TABLE reference_list (
    kind TEXT NOT NULL,
    version TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    entries BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    PRIMARY KEY (kind, version)
);
CREATE TABLE reference_code (
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    -- The first day on which it is valid no more; absent while it is in force.
    valid_to TEXT,
    name TEXT NOT NULL,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    functions TEXT,
    PRIMARY KEY (kind, code, valid_from)
) {{clustered}};
