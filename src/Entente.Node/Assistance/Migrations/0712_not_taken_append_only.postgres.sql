CREATE TRIGGER assistance_not_taken_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON assistance_not_taken FOR EACH STATEMENT EXECUTE FUNCTION assistance_append_only();
