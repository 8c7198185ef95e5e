-- Forms that were sent after their session had ended, until the officer signs in again; gone when sent again, or after an hour.
CREATE TABLE kept_form (
    id TEXT PRIMARY KEY,
    officer_id TEXT NOT NULL REFERENCES officer (id),
    page TEXT NOT NULL,
    action TEXT NOT NULL,
    fields TEXT NOT NULL,
    kept_at BIGINT NOT NULL
) {{clustered}};
CREATE INDEX kept_form_officer ON kept_form (officer_id, kept_at);
