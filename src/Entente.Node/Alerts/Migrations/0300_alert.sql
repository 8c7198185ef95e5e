-- number: order of entry, and the key of every page. changed: the record of the last change, by which followers catch up.
-- audience: '*' for every authority, or ',customs,police,'. terms: the alert as JSON (Entente.Protocol.Alerts.Alert).
CREATE TABLE alert (
    number {{key}},
    id TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    changed BIGINT NOT NULL,
    category TEXT NOT NULL,
    action TEXT NOT NULL,
    title TEXT NOT NULL,
    case_reference TEXT NOT NULL,
    review_by TEXT NOT NULL,
    owner TEXT NOT NULL,
    audience TEXT NOT NULL,
    list TEXT,
    list_version TEXT,
    reference TEXT,
    terms TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX alert_changed ON alert (changed, number);
CREATE UNIQUE INDEX alert_listed ON alert (list, reference) WHERE list IS NOT NULL;
CREATE INDEX alert_case ON alert (case_reference, number);
CREATE INDEX alert_review ON alert (state, review_by, number);

-- What an alert said before its present version.
CREATE TABLE alert_version (
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    review_by TEXT NOT NULL,
    audience TEXT NOT NULL,
    list_version TEXT,
    terms TEXT NOT NULL,
    changed BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (number, version)
) {{clustered}};

-- A version of a list is complete when its last chunk is in; only then is it compared with newer ones.
CREATE TABLE list_import (
    list TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    completed_at BIGINT,
    entries BIGINT NOT NULL,
    added BIGINT NOT NULL,
    amended BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    PRIMARY KEY (list, version, sha256)
) {{clustered}};
