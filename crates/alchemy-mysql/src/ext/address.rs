//! Addresses of hosts, which MariaDB has types for.

use std::net::{Ipv4Addr, Ipv6Addr};

use alchemy_core::family::SqlText;
use alchemy_core::{Error, Result, Value, ValueRef};

use crate::column_types::{INET4, INET6};

/// An address of 32 bits, in a column of the type INET4.
///
/// ```
/// use alchemy_core::{SqlValue, Value};
/// use alchemy_mysql::ext::Inet4;
/// assert_eq!(Inet4([10, 0, 0, 1].into()).to_value(), Value::from("10.0.0.1"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inet4(pub Ipv4Addr);

/// An address of 128 bits, in a column of the type INET6.
///
/// ```
/// use alchemy_core::{SqlValue, Value};
/// use alchemy_mysql::ext::Inet6;
/// assert_eq!(Inet6(std::net::Ipv6Addr::LOCALHOST).to_value(), Value::from("::1"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inet6(pub Ipv6Addr);

/// Addresses travel as text, which is not marked as such.
fn read<T: std::str::FromStr>(value: ValueRef<'_>, target: &'static str) -> Result<T> {
    let (ValueRef::Text(text) | ValueRef::Bytes(text)) = value else { return Err(Error::decode(target, value.kind())) };
    let text = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
    text.ok_or_else(|| Error::decode(target, "text in another form"))
}

alchemy_core::sql_value!(Inet4 => SqlText, INET4.into(),
from |value| read(value, "Inet4").map(Inet4), to |v| Value::from(v.0.to_string()));

alchemy_core::sql_value!(Inet6 => SqlText, INET6.into(),
from |value| read(value, "Inet6").map(Inet6), to |v| Value::from(v.0.to_string()));
