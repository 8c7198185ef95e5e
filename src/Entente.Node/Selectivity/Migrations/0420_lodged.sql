-- Declarations by when they were lodged; where that is not declared, by when they came in.
CREATE INDEX declaration_lodged ON declaration ((COALESCE(lodged_at, received_at)), seq);
