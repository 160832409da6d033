//! Addresses of hosts, of networks and of network cards.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Arc;

use alchemy_core::{Error, ExtensionValue, Result, Value, ValueRef};

use super::family::families;
use crate::column_types;

families! {
    "The family of addresses of hosts and networks."
    SqlInet
    "The family of addresses of network cards."
    SqlMacAddr
}

/// The address of a host, with the length of its network's prefix: the type INET.
///
/// ```
/// use alchemy_postgres::ext::Inet;
/// let host: Inet = "192.168.0.7/24".parse()?;
/// assert_eq!((host.address().to_string(), host.prefix()), ("192.168.0.7".to_owned(), 24));
/// assert_eq!(Inet::from(std::net::Ipv6Addr::LOCALHOST).to_string(), "::1");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inet {
    address: IpAddr,
    prefix: u8,
}

/// A network: the type CIDR. No bit is set behind its prefix.
///
/// ```
/// use alchemy_postgres::ext::Cidr;
/// let network: Cidr = "10.1.0.0/16".parse()?;
/// assert!(network.contains("10.1.200.3".parse().unwrap()) && !network.contains("10.2.0.1".parse().unwrap()));
/// assert!("10.1.0.1/16".parse::<Cidr>().is_err());
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr(Inet);

/// The address of a network card: the type MACADDR.
///
/// ```
/// use alchemy_postgres::ext::MacAddr;
/// let card: MacAddr = "08:00:2b:01:02:03".parse()?;
/// assert_eq!(card, MacAddr([8, 0, 0x2b, 1, 2, 3]));
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddr(pub [u8; 6]);

/// A longer address of a network card: the type MACADDR8.
///
/// ```
/// use alchemy_postgres::ext::MacAddr8;
/// let card: MacAddr8 = "08:00:2b:01:02:03:04:05".parse()?;
/// assert_eq!(card, MacAddr8([8, 0, 0x2b, 1, 2, 3, 4, 5]));
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddr8(pub [u8; 8]);

fn width(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// The address as a number, and how many of its bits stand behind a prefix.
fn behind(address: IpAddr, prefix: u8) -> (u128, u32) {
    let bits = match address {
        IpAddr::V4(v4) => v4.to_bits().into(),
        IpAddr::V6(v6) => v6.to_bits(),
    };
    (bits, u32::from(width(address).saturating_sub(prefix)))
}

impl Inet {
    /// A host in a network whose prefix is so long.
    ///
    /// ```
    /// use alchemy_postgres::ext::Inet;
    /// use std::net::{IpAddr, Ipv4Addr};
    /// let address = IpAddr::V4(Ipv4Addr::new(192, 168, 0, 7));
    /// assert_eq!(Inet::new(address, 24)?.to_string(), "192.168.0.7/24");
    /// assert!(Inet::new(address, 33).is_err());
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` for a prefix that is longer than the address.
    pub fn new(address: IpAddr, prefix: u8) -> Result<Inet> {
        match prefix <= width(address) {
            true => Ok(Inet { address, prefix }),
            false => Err(Error::out_of_range("a prefix", "the length of an address")),
        }
    }

    /// The address.
    ///
    /// ```
    /// use alchemy_postgres::ext::Inet;
    /// let host: Inet = "192.168.0.7/24".parse()?;
    /// assert_eq!(host.address().to_string(), "192.168.0.7");
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn address(self) -> IpAddr {
        self.address
    }

    /// How many bits of the address are its network's; all of them for a host by itself.
    ///
    /// ```
    /// use alchemy_postgres::ext::Inet;
    /// assert_eq!("192.168.0.7/24".parse::<Inet>()?.prefix(), 24);
    /// assert_eq!("192.168.0.7".parse::<Inet>()?.prefix(), 32);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn prefix(self) -> u8 {
        self.prefix
    }

    /// What the server sent: the kind of address, the length of the prefix, whether it is a network, the length, the bytes.
    #[cfg(feature = "driver")]
    pub(crate) fn decode(bytes: &[u8]) -> Option<Inet> {
        let (head, address) = bytes.split_first_chunk::<4>()?;
        let address = match head[0] {
            V4 => IpAddr::from(<[u8; 4]>::try_from(address).ok()?),
            V6 => IpAddr::from(<[u8; 16]>::try_from(address).ok()?),
            _ => return None,
        };
        Inet::new(address, head[1]).ok()
    }

    #[cfg(feature = "driver")]
    pub(crate) fn encode(self, network: bool, out: &mut bytes::BytesMut) {
        use bytes::BufMut as _;
        let mut put = |kind: u8, bytes: &[u8]| {
            out.put_slice(&[kind, self.prefix, u8::from(network), bytes.len() as u8]);
            out.put_slice(bytes);
        };
        match self.address {
            IpAddr::V4(v4) => put(V4, &v4.octets()),
            IpAddr::V6(v6) => put(V6, &v6.octets()),
        }
    }
}

/// The numbers by which the server tells the kinds of addresses.
#[cfg(feature = "driver")]
const V4: u8 = 2;
#[cfg(feature = "driver")]
const V6: u8 = 3;

impl Cidr {
    /// The network of that address whose prefix is so long.
    ///
    /// ```
    /// use alchemy_postgres::ext::Cidr;
    /// use std::net::{IpAddr, Ipv4Addr};
    /// let address = IpAddr::V4(Ipv4Addr::new(10, 1, 0, 0));
    /// assert_eq!(Cidr::new(address, 16)?.to_string(), "10.1.0.0/16");
    /// assert!(Cidr::new(address, 8).is_err());
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` for a prefix that is longer than the address, and for bits that are set behind it.
    pub fn new(address: IpAddr, prefix: u8) -> Result<Cidr> {
        let network = Inet::new(address, prefix)?;
        let (bits, hosts) = behind(address, prefix);
        match bits.trailing_zeros() >= hosts {
            true => Ok(Cidr(network)),
            false => Err(Error::bad_value("a network has no bits set behind its prefix")),
        }
    }

    /// Its first address.
    ///
    /// ```
    /// use alchemy_postgres::ext::Cidr;
    /// assert_eq!("10.1.0.0/16".parse::<Cidr>()?.address().to_string(), "10.1.0.0");
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn address(self) -> IpAddr {
        self.0.address
    }

    /// The length of its prefix.
    ///
    /// ```
    /// use alchemy_postgres::ext::Cidr;
    /// assert_eq!("10.1.0.0/16".parse::<Cidr>()?.prefix(), 16);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn prefix(self) -> u8 {
        self.0.prefix
    }

    /// Whether an address lies in it.
    ///
    /// ```
    /// use alchemy_postgres::ext::Cidr;
    /// use std::net::{IpAddr, Ipv4Addr};
    /// let network: Cidr = "10.1.0.0/16".parse()?;
    /// assert!(network.contains(IpAddr::V4(Ipv4Addr::new(10, 1, 200, 3))));
    /// assert!(!network.contains(IpAddr::V4(Ipv4Addr::new(10, 2, 0, 1))));
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn contains(self, address: IpAddr) -> bool {
        let ((network, hosts), (bits, _)) = (behind(self.0.address, self.0.prefix), behind(address, 0));
        self.0.address.is_ipv4() == address.is_ipv4() && (network ^ bits).checked_shr(hosts).unwrap_or(0) == 0
    }

    #[cfg(feature = "driver")]
    pub(crate) fn decode(bytes: &[u8]) -> Option<Cidr> {
        Inet::decode(bytes).map(Cidr)
    }

    #[cfg(feature = "driver")]
    pub(crate) fn inet(self) -> Inet {
        self.0
    }
}

macro_rules! hosts {
    ($($t:ty)*) => {$(
        impl From<$t> for Inet {
            fn from(address: $t) -> Inet {
                let address = IpAddr::from(address);
                Inet { address, prefix: width(address) }
            }
        }
    )*};
}
hosts!(IpAddr Ipv4Addr Ipv6Addr);

impl fmt::Display for Inet {
    /// As the server writes it: without the prefix of a host by itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.prefix == width(self.address) {
            true => write!(f, "{}", self.address),
            false => write!(f, "{}/{}", self.address, self.prefix),
        }
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0.address, self.0.prefix)
    }
}

impl FromStr for Inet {
    type Err = Error;

    fn from_str(text: &str) -> Result<Inet> {
        let malformed = || Error::decode("Inet", "text in another form");
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| malformed())?;
        match prefix {
            None => Ok(address.into()),
            Some(prefix) => Inet::new(address, prefix.parse().map_err(|_| malformed())?),
        }
    }
}

impl FromStr for Cidr {
    type Err = Error;

    fn from_str(text: &str) -> Result<Cidr> {
        let Inet { address, prefix } = text.parse()?;
        Cidr::new(address, prefix)
    }
}

macro_rules! cards {
    ($($t:ident)*) => {$(
        impl fmt::Display for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for (at, byte) in self.0.iter().enumerate() {
                    write!(f, "{}{byte:02x}", if at == 0 { "" } else { ":" })?;
                }
                Ok(())
            }
        }

        impl FromStr for $t {
            type Err = Error;

            /// Reads pairs of hexadecimal digits with `:` or `-` between them.
            fn from_str(text: &str) -> Result<$t> {
                let malformed = || Error::decode(stringify!($t), "text in another form");
                let byte = |pair: &str| match pair.len() {
                    2 if pair.bytes().all(|digit| digit.is_ascii_hexdigit()) => u8::from_str_radix(pair, 16).map_err(|_| malformed()),
                    _ => Err(malformed()),
                };
                let bytes = text.split([':', '-']).map(byte).collect::<Result<Vec<u8>>>()?;
                bytes.try_into().map($t).map_err(|_| malformed())
            }
        }
    )*};
}
cards!(MacAddr MacAddr8);

macro_rules! values {
    ($($t:ident $family:ident $sql_type:ident $kind:literal)*) => {$(
        impl ExtensionValue for $t {
            fn kind(&self) -> &'static str {
                $kind
            }

            fn text(&self) -> String {
                self.to_string()
            }
        }

        alchemy_core::sql_value!($t => $family, column_types::$sql_type(),
        from |value| own(value, stringify!($t)), to |v| Value::Extension(Arc::new(*v)));
    )*};
}
values! {
    Inet SqlInet inet "the address of a host"
    Cidr SqlInet cidr "a network"
    MacAddr SqlMacAddr macaddr "the address of a network card"
    MacAddr8 SqlMacAddr macaddr8 "a long address of a network card"
}

/// A value of this database's own.
pub(super) fn own<T: ExtensionValue + Clone>(value: ValueRef<'_>, target: &'static str) -> Result<T> {
    match value.to_value()? {
        Value::Extension(value) => match value.downcast_ref::<T>() {
            Some(own) => Ok(own.clone()),
            None => Err(Error::decode(target, value.kind())),
        },
        other => Err(Error::decode(target, other.kind())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cidr, Inet, MacAddr, MacAddr8};

    #[test]
    fn addresses_survive_text() {
        for text in ["0.0.0.0/0", "10.0.0.1", "192.168.1.9/24", "::", "2001:db8::1/64", "::ffff:1.2.3.4"] {
            assert_eq!(text.parse::<Inet>().unwrap().to_string(), text);
        }
        assert_eq!("10.0.0.1/32".parse::<Inet>().unwrap().to_string(), "10.0.0.1");
        for text in ["0.0.0.0/0", "10.0.0.1/32", "2001:db8::/32", "::/0"] {
            assert_eq!(text.parse::<Cidr>().unwrap().to_string(), text);
        }
        for bad in ["", "10.0.0", "10.0.0.1/33", "::1/129", "10.0.0.1/", "10.0.0.1/x", "10.0.0.1/-1"] {
            assert!(bad.parse::<Inet>().is_err(), "{bad}");
        }
        for bad in ["10.0.0.1/31", "2001:db8::1/64", "128.0.0.0/0"] {
            assert!(bad.parse::<Cidr>().is_err(), "{bad}");
        }
        assert_eq!("08-00-2B-01-02-03".parse::<MacAddr>().unwrap().to_string(), "08:00:2b:01:02:03");
        assert_eq!(MacAddr8([255; 8]).to_string().parse::<MacAddr8>().unwrap(), MacAddr8([255; 8]));
        for bad in [
            "",
            "08:00:2b:01:02",
            "08:00:2b:01:02:03:04",
            "8:0:2b:1:2:3",
            "08:00:2b:01:02:0x",
            "+8:00:2b:01:02:03",
            "é:00:2b:01:02:03",
        ] {
            assert!(bad.parse::<MacAddr>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_network_contains_the_addresses_behind_its_prefix() {
        let all: Cidr = "::/0".parse().unwrap();
        assert!(all.contains("2001:db8::1".parse().unwrap()) && !all.contains("10.0.0.1".parse().unwrap()));
        let one: Cidr = "10.0.0.1/32".parse().unwrap();
        assert!(one.contains("10.0.0.1".parse().unwrap()) && !one.contains("10.0.0.2".parse().unwrap()));
    }
}
