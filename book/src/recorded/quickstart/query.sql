SELECT user_account.id, user_account.name, user_account.fullname FROM user_account WHERE (user_account.name LIKE ? || '%' ESCAPE '/')
