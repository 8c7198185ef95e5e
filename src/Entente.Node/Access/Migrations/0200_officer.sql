-- The authorities of the administration, their officers, and the sessions in which they work.
CREATE TABLE authority (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_fr TEXT NOT NULL
);
INSERT INTO authority (id, kind, name_en, name_fr) VALUES
    ('customs', 'Customs', 'Customs', 'Douane'),
    ('police', 'Police', 'Police', 'Police'),
    ('border-guard', 'BorderGuard', 'Border Guard', 'Garde-frontière'),
    ('fiu', 'FinancialIntelligenceUnit', 'Financial Intelligence Unit', 'Cellule de renseignement financier');

CREATE TABLE officer (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    authority_id TEXT NOT NULL REFERENCES authority (id),
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE officer_role (
    officer_id TEXT NOT NULL REFERENCES officer (id),
    role TEXT NOT NULL,
    PRIMARY KEY (officer_id, role)
) {{clustered}};

-- The cookie holds a random token; the store holds its hash. A session ends when its row does.
CREATE TABLE officer_session (
    token_hash TEXT PRIMARY KEY,
    officer_id TEXT NOT NULL REFERENCES officer (id),
    means TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    purpose TEXT,
    case_reference TEXT
) {{clustered}};
CREATE INDEX officer_session_officer ON officer_session (officer_id);
CREATE INDEX officer_session_seen ON officer_session (seen_at);

-- The keys that protect antiforgery tokens, shared by all replicas.
CREATE TABLE form_key (id TEXT PRIMARY KEY, xml TEXT NOT NULL) {{clustered}};
