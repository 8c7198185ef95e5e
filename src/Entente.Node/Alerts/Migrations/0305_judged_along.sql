-- The hit whose judgement settled this one as well, because both are of the same pair.
ALTER TABLE hit_judgement ADD COLUMN along_with BIGINT;
