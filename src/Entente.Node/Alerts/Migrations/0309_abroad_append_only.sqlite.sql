CREATE TRIGGER hit_told_no_update BEFORE UPDATE ON hit_told BEGIN SELECT RAISE(ABORT, 'what was told is append only'); END;
CREATE TRIGGER hit_told_no_delete BEFORE DELETE ON hit_told BEGIN SELECT RAISE(ABORT, 'what was told is append only'); END;
CREATE TRIGGER abroad_report_no_update BEFORE UPDATE ON abroad_report BEGIN SELECT RAISE(ABORT, 'reports are append only'); END;
CREATE TRIGGER abroad_report_no_delete BEFORE DELETE ON abroad_report BEGIN SELECT RAISE(ABORT, 'reports are append only'); END;
