-- The town as it is saved. One text for SQLite and PostgreSQL: BIGINT holds 64 bits (unsigned ids keep
-- their bits), times are milliseconds since the Unix epoch, TEXT columns named looks, state, body and
-- value hold JSON, and mood is one word.

CREATE TABLE players (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    looks TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    scene TEXT,
    x BIGINT,
    y BIGINT,
    facing TEXT
);

CREATE TABLE mutes (
    player BIGINT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    muted BIGINT NOT NULL,
    PRIMARY KEY (player, muted)
);

CREATE TABLE visits (
    id BIGINT NOT NULL PRIMARY KEY,
    player BIGINT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    scene TEXT NOT NULL,
    arrived_at BIGINT NOT NULL,
    left_at BIGINT
);
CREATE INDEX visits_by_player ON visits (player, arrived_at);
CREATE INDEX visits_left_open ON visits (id) WHERE left_at IS NULL;

CREATE TABLE characters (
    key TEXT NOT NULL PRIMARY KEY,
    scene TEXT NOT NULL,
    x BIGINT NOT NULL,
    y BIGINT NOT NULL,
    facing TEXT NOT NULL,
    mood TEXT NOT NULL,
    state TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- What a mind has lived through: `kind` names the row (m12 a memory, s:… a storylet that was played, u:… and w:…
-- what was said lately), and `id` is its hash.
CREATE TABLE memories (
    character TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (character, id)
);

-- What a character thinks of somebody. `other` is a character's key, or a player as '@' and 16 hexadecimal digits, as everywhere below.
CREATE TABLE relations (
    character TEXT NOT NULL,
    other TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (character, other)
);

CREATE TABLE conversations (
    id BIGINT NOT NULL PRIMARY KEY,
    scene TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    why_ended TEXT
);
CREATE INDEX conversations_left_open ON conversations (id) WHERE ended_at IS NULL;

-- A line without a conversation is a remark, said aloud to whoever hears it.
CREATE TABLE lines (
    conversation BIGINT REFERENCES conversations (id) ON DELETE CASCADE,
    scene TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    speaker TEXT NOT NULL,
    listener TEXT,
    mood TEXT NOT NULL,
    thought TEXT,
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX lines_of_conversation ON lines (conversation, seq) WHERE conversation IS NOT NULL;
CREATE UNIQUE INDEX remarks_of_scene ON lines (scene, at, speaker, seq) WHERE conversation IS NULL;

CREATE TABLE scene_state (
    scene TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (scene, key)
);

CREATE TABLE town (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
