-- A request for assistance as this end holds it. authorities, asked and assured: words, each between two bars.
CREATE TABLE assistance_case (
    number {{key}},
    id TEXT NOT NULL,
    partner TEXT NOT NULL,
    us TEXT NOT NULL,
    state TEXT NOT NULL,
    told TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    authorities TEXT NOT NULL,
    instrument TEXT NOT NULL,
    assistance TEXT NOT NULL,
    matter TEXT NOT NULL,
    reference TEXT NOT NULL,
    their_reference TEXT,
    revision BIGINT NOT NULL,
    asked TEXT NOT NULL,
    assured TEXT NOT NULL,
    said BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    urgent BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    due_at BIGINT,
    UNIQUE (partner, id)
);
CREATE INDEX assistance_case_state ON assistance_case (state, number);
CREATE INDEX assistance_case_due ON assistance_case (due_at, number);

-- Every text of the request that was written here or came in; the latest counts.
CREATE TABLE assistance_text (
    case_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    at BIGINT NOT NULL,
    request TEXT NOT NULL,
    PRIMARY KEY (case_number, ordinal)
) {{clustered}};

-- What happened, in its order. body: what was told; kept: what stays in this file, such as a ground that was concealed.
CREATE TABLE assistance_entry (
    case_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    ours BIGINT NOT NULL,
    officer TEXT NOT NULL,
    at BIGINT NOT NULL,
    message_id TEXT,
    body TEXT,
    kept TEXT,
    record_seq BIGINT NOT NULL,
    PRIMARY KEY (case_number, ordinal)
) {{clustered}};

-- Documents that were sent or came in with an entry or a text.
CREATE TABLE assistance_document (
    case_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    ours BIGINT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at BIGINT NOT NULL,
    body {{blob}} NOT NULL,
    PRIMARY KEY (case_number, ordinal)
) {{clustered}};
