-- What was stopped between this node and a partner. ours: whether this node stopped it (1), or the partner (0). id: at the node that stopped it. What agreement, article and category leave out is
-- stopped for all of them. state: Active, Lifted. changed: the record of the last change.
CREATE TABLE agreement_suspension (
    number {{key}},
    partner TEXT NOT NULL,
    ours BIGINT NOT NULL,
    id TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT,
    agreement TEXT,
    article TEXT,
    category TEXT,
    giving_only BIGINT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    suspended_by TEXT NOT NULL,
    suspended_at BIGINT NOT NULL,
    lifted_by TEXT,
    lifted_at BIGINT,
    changed BIGINT NOT NULL
);
CREATE UNIQUE INDEX agreement_suspension_id ON agreement_suspension (partner, ours, id);
CREATE INDEX agreement_suspension_changed ON agreement_suspension (changed);
