SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name
CREATE TABLE user_account (id INTEGER NOT NULL, name VARCHAR(30) NOT NULL, fullname VARCHAR, PRIMARY KEY (id), UNIQUE (name))
CREATE TABLE address (id INTEGER NOT NULL, email_address VARCHAR(100) NOT NULL, user_id BIGINT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(user_id) REFERENCES user_account (id))
COMMIT
