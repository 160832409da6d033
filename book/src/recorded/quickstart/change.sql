SELECT address.user_id, address.id, address.email_address, address.user_id AS user_id__1 FROM address WHERE address.user_id IN (?) ORDER BY address.id
UPDATE user_account SET fullname=? WHERE user_account.id = ?
INSERT INTO address (email_address, user_id) VALUES (?, ?) RETURNING id
DELETE FROM address WHERE address.id = ?
COMMIT
