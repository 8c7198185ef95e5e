-- Things that are evidence. case_number: the case of mutual assistance that it belongs to. sha256: of its bytes, where it has any. holder: whoever holds it now, an officer's number or a name. awaits: the officer who has to confirm that he took it over.
CREATE TABLE custody_item (
    number {{key}},
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    origin TEXT NOT NULL,
    conditions TEXT,
    case_number TEXT,
    sha256 TEXT,
    authority_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    awaits TEXT,
    state TEXT NOT NULL,
    changed BIGINT NOT NULL
);
CREATE INDEX custody_item_case ON custody_item (case_number);
-- Who held it: each step with its record, append only by use.
CREATE TABLE custody_step (
    item BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    act TEXT NOT NULL,
    at BIGINT NOT NULL,
    holder TEXT NOT NULL,
    officer TEXT NOT NULL,
    note TEXT,
    record BIGINT NOT NULL,
    PRIMARY KEY (item, ordinal)
) {{clustered}};
