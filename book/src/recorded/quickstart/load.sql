SELECT user_account.id, user_account.name, user_account.fullname FROM user_account
SELECT address.user_id, address.id, address.email_address, address.user_id AS user_id__1 FROM address WHERE address.user_id IN (?) ORDER BY address.id
