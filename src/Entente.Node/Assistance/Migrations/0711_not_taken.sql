-- asked, assured: how the conditions of the case stood then, for when it is put back to there.
ALTER TABLE assistance_entry ADD COLUMN asked TEXT;
ALTER TABLE assistance_entry ADD COLUMN assured TEXT;
CREATE INDEX assistance_entry_message ON assistance_entry (message_id) WHERE ours = 1;

-- Steps of this end whose message came to nothing: the law kept it back, or the partner did not take it. why: in the words of who refused it.
CREATE TABLE assistance_not_taken (
    case_number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    at BIGINT NOT NULL,
    why TEXT NOT NULL,
    record_seq BIGINT NOT NULL,
    PRIMARY KEY (case_number, ordinal)
) {{clustered}};

-- untaken: the step that the partner did not take, so that the case stands where it stood before; none once the case has gone on.
ALTER TABLE assistance_case ADD COLUMN untaken BIGINT;
