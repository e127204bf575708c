-- Rooms of the Game Hall. A room that is open is the events that made it: after a crash they are played again, and
-- when it closes they go. `who` is a character's key, or a player as '@' and 16 hexadecimal digits.

CREATE TABLE room_events (
    room BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (room, seq)
);

-- A game that was played to its end.
CREATE TABLE games (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    ended_at BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX games_by_kind ON games (kind, ended_at);

-- What somebody did with one question of a game.
CREATE TABLE game_answers (
    game BIGINT NOT NULL,
    who TEXT NOT NULL,
    n BIGINT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    correct BIGINT NOT NULL,
    took_ms BIGINT NOT NULL,
    points BIGINT NOT NULL,
    PRIMARY KEY (game, who, n)
);
CREATE INDEX game_answers_by_question ON game_answers (question);
CREATE INDEX game_answers_by_who ON game_answers (who);

-- How often a player has been asked a question, so that others come first.
CREATE TABLE questions_seen (
    player BIGINT NOT NULL REFERENCES players (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (player, question)
);

-- What players hold against a question.
CREATE TABLE question_reports (
    question TEXT NOT NULL,
    who TEXT NOT NULL,
    complaint TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (question, who, complaint)
);
