DELETE FROM address WHERE address.id IN (?, ?)
DELETE FROM user_account WHERE user_account.id = ?
COMMIT
