CREATE TRIGGER hit_judgement_no_update BEFORE UPDATE ON hit_judgement BEGIN SELECT RAISE(ABORT, 'judgements are append only'); END;
CREATE TRIGGER hit_judgement_no_delete BEFORE DELETE ON hit_judgement BEGIN SELECT RAISE(ABORT, 'judgements are append only'); END;
CREATE TRIGGER hit_report_no_update BEFORE UPDATE ON hit_report BEGIN SELECT RAISE(ABORT, 'reports are append only'); END;
CREATE TRIGGER hit_report_no_delete BEFORE DELETE ON hit_report BEGIN SELECT RAISE(ABORT, 'reports are append only'); END;
