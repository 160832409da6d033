//! What version a program is.

use std::process::Command;

use super::process;
use crate::Failure;

/// The version that the program prints when asked with `--version`, as digits and dots, and the whole line, for telling
/// relatives apart.
pub(super) fn of(program: &mut Command) -> Result<(String, String), Failure> {
    let line = process::output(program.arg("--version"))?;
    match within(&line) {
        Some(version) => Ok((version, line)),
        None => Err(format!("a server does not tell its version: {line}").into()),
    }
}

/// The first word that begins with a digit, as far as it is digits and dots.
fn within(line: &str) -> Option<String> {
    let word = line.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    Some(word[..end].trim_end_matches('.').to_owned())
}

/// The first so many numbers of a version: `10.11` of `10.11.19`.
pub(super) fn leading(version: &str, numbers: usize) -> String {
    version.split('.').take(numbers).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::{leading, within};

    #[test]
    fn the_version_is_found_in_what_each_server_prints() {
        let lines = [
            ("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)", "15.13"),
            ("/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))", "9.7.4"),
            ("mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu", "10.11.19"),
        ];
        for (line, version) in lines {
            assert_eq!(within(line).as_deref(), Some(version));
        }
        assert_eq!(within("no digits here"), None);
    }

    #[test]
    fn a_name_takes_the_leading_numbers() {
        assert_eq!(leading("10.11.19", 2), "10.11");
        assert_eq!(leading("9", 2), "9");
    }
}
