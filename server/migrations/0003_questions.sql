-- Questions and boards of other programs, taken in while the town runs or beside it. They are dealt beside those of the
-- town's own files; `body` is the question or board as JSON.

CREATE TABLE imported_questions (
    category TEXT NOT NULL,
    id TEXT NOT NULL,
    -- What players read above it.
    category_name TEXT NOT NULL,
    body TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (category, id)
);

CREATE TABLE imported_boards (
    id TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL,
    imported_at BIGINT NOT NULL
);
