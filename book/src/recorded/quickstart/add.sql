INSERT INTO user_account (name, fullname) VALUES (?, ?) RETURNING id
INSERT INTO address (email_address, user_id) VALUES (?, ?) RETURNING id
COMMIT
