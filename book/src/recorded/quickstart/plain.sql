SELECT user_account.id, user_account.name, user_account.fullname, address_1.id AS id_1, address_1.email_address, address_1.user_id FROM user_account LEFT OUTER JOIN address AS address_1 ON user_account.id = address_1.user_id ORDER BY address_1.id
ROLLBACK
