//! The cases of the area `ddltype`.

use alchemy_core::{Clock, EnumType, SqlType, SqlValue};
use alchemy_mysql::column_types as my;
use alchemy_postgres::column_types as pg;

use crate::cases::Cases;

pub(crate) fn cases(c: &mut Cases) {
    numbers(c);
    text(c);
    times(c);
    others(c);
    enums(c);
    variants(c);
    arrays(c);
    postgres(c);
    postgres_ranges(c);
    mysql_numbers(c);
    mysql_text(c);
}

fn string(length: u32) -> SqlType {
    SqlType::String { length: Some(length) }
}

fn numeric(precision: Option<u32>, scale: Option<u32>) -> SqlType {
    SqlType::Numeric { precision, scale }
}

fn numbers(c: &mut Cases) {
    c.type_name("ddltype/integer", || SqlType::Integer);
    c.type_name("ddltype/smallint", || SqlType::SmallInteger);
    c.type_name("ddltype/int-upper", || SqlType::exact("INTEGER"));
    c.type_name("ddltype/numeric", || numeric(None, None));
    c.type_name("ddltype/numeric-precision", || numeric(Some(6), None));
    c.type_name("ddltype/numeric-scale", || numeric(Some(10), Some(2)));
    c.type_name("ddltype/decimal-upper", || SqlType::exact("DECIMAL(10, 2)"));
    c.type_name("ddltype/float", || SqlType::Float { precision: None });
    c.type_name("ddltype/float-precision", || SqlType::Float { precision: Some(53) });
    c.type_name("ddltype/double-upper", || SqlType::exact("DOUBLE"));
    c.type_name("ddltype/real", || SqlType::exact("REAL"));
    c.type_name("ddltype/boolean-upper", || SqlType::Boolean);
}

fn text(c: &mut Cases) {
    c.type_name("ddltype/string", || SqlType::String { length: None }).deviating(
        "text of no stated length gets one that can be a key",
        &[("mysql", "VARCHAR(255)"), ("mariadb", "VARCHAR(255)")],
    );
    c.type_name("ddltype/string-length", || string(50));
    c.type_name("ddltype/string-collation", || string(50).collate("nocase"));
    c.type_name("ddltype/string-collation-schema", || string(50).collate_in("texts", "tidy"));
    c.type_name("ddltype/text", || SqlType::Text);
    c.type_name("ddltype/text-length", || SqlType::exact("TEXT(1000)"));
    c.type_name("ddltype/unicode", || string(40));
    c.type_name("ddltype/unicode-text", || SqlType::Text);
    c.type_name("ddltype/char", || SqlType::Char { length: Some(3) });
    c.type_name("ddltype/varchar", || string(20));
    c.type_name("ddltype/nchar", || SqlType::NChar { length: Some(5) });
    c.type_name("ddltype/nvarchar", || SqlType::NVarchar { length: Some(5) });
    c.type_name("ddltype/clob", || SqlType::exact("CLOB"));
}

fn timestamp(of: SqlType) -> SqlType {
    ["mysql", "mariadb", "sqlite"].into_iter().fold(of, |of, name| of.with_variant(name, SqlType::exact("TIMESTAMP")))
}

fn times(c: &mut Cases) {
    c.type_name("ddltype/date", || SqlType::Date);
    c.type_name("ddltype/time", || SqlType::Time);
    c.type_name("ddltype/time-tz", || SqlType::TimeWithZone);
    c.type_name("ddltype/datetime-tz", || SqlType::Timestamp);
    c.type_name("ddltype/datetime-upper", || SqlType::exact("DATETIME"));
    c.type_name("ddltype/timestamp", || timestamp(SqlType::DateTime));
    c.type_name("ddltype/timestamp-tz", || timestamp(SqlType::Timestamp));
    c.type_name("ddltype/interval", || SqlType::Interval { precision: None });
    c.type_name("ddltype/interval-native-precision", || {
        let epoch = SqlType::Interval { precision: None };
        SqlType::Interval { precision: Some(3) }.with_variant("mysql", epoch.clone()).with_variant("mariadb", epoch)
    });
}

fn others(c: &mut Cases) {
    c.type_name("ddltype/large-binary", || SqlType::Binary);
    c.type_name("ddltype/large-binary-length", || SqlType::LargeBinary { length: 100 });
    c.type_name("ddltype/blob", || SqlType::exact("BLOB"));
    c.type_name("ddltype/binary", || SqlType::exact("BINARY(16)"));
    c.type_name("ddltype/pickle", || SqlType::Binary);
    c.type_name("ddltype/uuid", || SqlType::Uuid);
    c.type_name("ddltype/uuid-non-native", || SqlType::Char { length: Some(32) });
    c.type_name("ddltype/uuid-upper", || SqlType::exact("UUID"));
    c.type_name("ddltype/sqlite-jsonb", || SqlType::exact("JSONB"));
    c.type_name("ddltype/sqlite-datetime-numeric", || SqlType::exact("DATETIME_CHAR"));
}

fn enums(c: &mut Cases) {
    c.type_name("ddltype/enum", || EnumType::new("hue", ["red", "green"]).into());
    c.type_name("ddltype/enum-quote", || EnumType::new("hue", ["o'clock", "late"]).into());
    c.type_name("ddltype/enum-python", || EnumType::new("weekday", ["mon", "tue", "sun"]).into());
    c.type_name("ddltype/enum-python-values", || EnumType::new("weekday", ["Monday", "Tuesday", "Sunday"]).into());
    c.type_name("ddltype/enum-length", || EnumType::new("hue", ["red", "green"]).as_text().length(20).into());
}

fn variants(c: &mut Cases) {
    c.type_name("ddltype/decorator-string", || string(50));
    c.type_name("ddltype/variant", || string(20).with_variant("mysql", SqlType::Text).with_variant("mariadb", SqlType::Text));
    c.type_name("ddltype/variant-pg", || SqlType::Json.with_variant("postgresql", pg::named("JSONB")));
    c.type_name("ddltype/variant-sqlite-int", || SqlType::BigInteger.with_variant("sqlite", SqlType::Integer));
}

fn arrays(c: &mut Cases) {
    c.type_name("ddltype/array", <Vec<i32>>::sql_type);
    c.type_name("ddltype/array-two-dim", <Vec<Vec<i32>>>::sql_type);
    c.type_name("ddltype/array-enum", || SqlType::from(EnumType::new("ab", ["a", "b"])).array());
    c.type_name("ddltype/array-collation", || string(10).collate("C").array());
    c.type_name("ddltype/array-numeric", || numeric(Some(6), Some(2)).array());
}

fn postgres(c: &mut Cases) {
    c.type_name("ddltype/pg-jsonb", || pg::named("JSONB"));
    c.type_name("ddltype/pg-inet", pg::inet);
    c.type_name("ddltype/pg-macaddr", pg::macaddr);
    c.type_name("ddltype/pg-regclass", pg::regclass);
    c.type_name("ddltype/pg-citext", pg::citext);
    c.type_name("ddltype/pg-jsonpath", pg::jsonpath);
    c.type_name("ddltype/pg-tsquery", pg::tsquery);
    c.type_name("ddltype/pg-bit", || pg::bit(4));
    c.type_name("ddltype/pg-bit-varying", || pg::bit_varying(8));
    c.type_name("ddltype/pg-bit-varying-bare", pg::bit_varying_of_any_length);
    c.type_name("ddltype/pg-interval-fields", || pg::interval("YEAR TO MONTH", None));
    c.type_name("ddltype/pg-interval-precision", || pg::interval("DAY TO SECOND", Some(2)));
    c.type_name("ddltype/pg-timestamptz-precision", || pg::precise(Clock::Timestamp, 6));
    c.type_name("ddltype/pg-time-precision", || SqlType::TimeWithZone.precise(0));
    c.type_name("ddltype/pg-enum", || EnumType::new("Letter", ["a", "b"]).into());
    c.type_name("ddltype/pg-domain", || pg::Domain::new("zip", SqlType::Text).sql_type());
}

fn postgres_ranges(c: &mut Cases) {
    c.type_name("ddltype/pg-ranges-int", || pg::named("INT4RANGE"));
    c.type_name("ddltype/pg-ranges-bigint", || pg::named("INT8RANGE"));
    c.type_name("ddltype/pg-ranges-num", || pg::named("NUMRANGE"));
    c.type_name("ddltype/pg-ranges-ts", || pg::named("TSRANGE"));
    c.type_name("ddltype/pg-multirange", || pg::named("INT4MULTIRANGE"));
    c.type_name("ddltype/pg-multirange-tstz", || pg::named("TSTZMULTIRANGE"));
}

fn mysql_numbers(c: &mut Cases) {
    c.type_name("ddltype/mysql-tinyint", || my::TINYINT.into());
    c.type_name("ddltype/mysql-tinyint-width", || my::TINYINT.of(1).into());
    c.type_name("ddltype/mysql-mediumint", || my::MEDIUMINT.unsigned().into());
    c.type_name("ddltype/mysql-int-zerofill", || my::INTEGER.of(5).unsigned().zerofill().into());
    c.type_name("ddltype/mysql-bigint-unsigned", || SqlType::UnsignedBigInteger);
    c.type_name("ddltype/mysql-smallint", || my::SMALLINT.of(4).into());
    c.type_name("ddltype/mysql-decimal-unsigned", || my::DECIMAL.digits(8, 3).unsigned().into());
    c.type_name("ddltype/mysql-numeric", || my::NUMERIC.of(8).into());
    c.type_name("ddltype/mysql-float", || my::FLOAT.digits(7, 3).into());
    c.type_name("ddltype/mysql-year", || my::YEAR.into());
    c.type_name("ddltype/mysql-datetime-fsp", || SqlType::DateTime.precise(6));
    c.type_name("ddltype/mysql-timestamp-fsp", || my::TIMESTAMP.of(3).into());
    c.type_name("ddltype/mysql-time-fsp", || SqlType::Time.precise(2));
}

fn mysql_text(c: &mut Cases) {
    c.type_name("ddltype/mysql-mediumtext", || my::MEDIUMTEXT.charset("utf8mb4").into());
    c.type_name("ddltype/mysql-longtext", || my::LONGTEXT.collate("utf8mb4_bin").into());
    c.type_name("ddltype/mysql-text-length", || my::TEXT.of(500).into());
    c.type_name("ddltype/mysql-varchar-charset", || my::VARCHAR.of(30).charset("latin1").collate("latin1_swedish_ci").into());
    c.type_name("ddltype/mysql-varchar-binary", || my::VARCHAR.of(30).binary().into());
    c.type_name("ddltype/mysql-char-national", || my::CHAR.of(5).national().into());
    c.type_name("ddltype/mysql-nvarchar", || SqlType::NVarchar { length: Some(5) });
    c.type_name("ddltype/mysql-longblob", || my::LONGBLOB.into());
    c.type_name("ddltype/mysql-enum", || my::enumeration(["a", "b"]).collate("utf8mb4_bin").into());
    c.type_name("ddltype/mysql-set", || my::set(["x", "y's"]).into());
    c.type_name("ddltype/mysql-json", || SqlType::Json);
    c.type_name("ddltype/mariadb-inet6", || my::INET6.into());
    c.type_name("ddltype/mariadb-inet4", || my::INET4.into());
}
