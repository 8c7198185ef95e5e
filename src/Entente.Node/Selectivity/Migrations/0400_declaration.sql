-- A declaration as taken in: what lists and the head of its page show. Its number gives the order of commit.
CREATE TABLE declaration (
    seq {{key}},
    id TEXT NOT NULL UNIQUE,
    -- Kind, function, reference, version and sender: the same key a second time is a duplicate or a reused reference.
    duplicate_key TEXT NOT NULL UNIQUE,
    content_hash TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    kind TEXT NOT NULL,
    function TEXT NOT NULL,
    reference TEXT NOT NULL,
    version BIGINT NOT NULL,
    procedure_code TEXT,
    lodged_at BIGINT,
    office TEXT,
    declarant TEXT,
    sender TEXT,
    receiver TEXT,
    origin TEXT,
    destination TEXT,
    origin_country TEXT,
    destination_country TEXT,
    transport_mode TEXT,
    goods TEXT,
    hs TEXT,
    goods_lines BIGINT NOT NULL,
    containers BIGINT NOT NULL,
    gross_mass DOUBLE PRECISION,
    subjects BIGINT NOT NULL,
    hits BIGINT NOT NULL,
    suspect BIGINT NOT NULL,
    not_carried BIGINT NOT NULL,
    simulated BIGINT NOT NULL
);
CREATE INDEX declaration_received ON declaration (received_at, seq);

-- The evidence and what was read from it, both compressed (Brotli): read for one declaration at a time, so kept apart from the lists.
CREATE TABLE declaration_content (
    seq {{key}},
    source {{blob}} NOT NULL,
    source_bytes BIGINT NOT NULL,
    parsed {{blob}} NOT NULL,
    loss {{blob}} NOT NULL
);

-- What a declaration is found by. A term is a 64-bit hash of field and value: at that width a stray collision is not to be expected in
-- a billion terms, and the index is a third of the size of one over text.
CREATE TABLE declaration_term (
    term BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (term, seq)
) {{clustered}};

-- What was refused, so that officers and senders see that it came and why it did not get in.
CREATE TABLE refusal (
    seq {{key}},
    refused_at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    fault TEXT NOT NULL,
    detail TEXT NOT NULL,
    place TEXT,
    reference TEXT,
    source {{blob}} NOT NULL,
    source_bytes BIGINT NOT NULL
);
CREATE INDEX refusal_fault ON refusal (fault, seq);
CREATE INDEX refusal_channel ON refusal (channel, seq);
