-- Tables that left the node as files, and those that wait for a second officer before they may.
CREATE TABLE export (
    seq {{key}},
    table_id TEXT NOT NULL,
    -- As in the address of the table's page, in one order.
    filter TEXT NOT NULL,
    scope TEXT NOT NULL,
    officer TEXT NOT NULL,
    authority_id TEXT NOT NULL,
    authority TEXT NOT NULL,
    purpose TEXT NOT NULL,
    case_reference TEXT,
    -- The highest number among its rows, and how many there were: no other row leaves.
    top BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    digest TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    needs_approval BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by TEXT,
    approved BIGINT,
    reason TEXT,
    -- When the file left, and the record that says so.
    taken_at BIGINT,
    record BIGINT
);
CREATE INDEX export_officer ON export (officer, asked_at);
CREATE INDEX export_waiting ON export (decided_at, asked_at);
