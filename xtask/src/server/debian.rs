//! Programs from Debian's newest suite, unpacked beside the system instead of installed into it: with all their libraries, the
//! C library and its loader included, so that neither system's age matters to the other.
//!
//! apt does the work, with every folder of its own in our cache. Which mirror is asked is the machine's business: it is read
//! from the machine's configuration of apt.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Directory, Request, install, process};
use crate::{Failure, files};

const SUITE: &str = "unstable";

/// The root of an unpacked system.
#[derive(Debug)]
pub(super) struct System {
    root: PathBuf,
    loader: PathBuf,
}

impl System {
    fn open(root: PathBuf) -> Result<Self, Failure> {
        // `usr/lib/TRIPLET/ld-linux-ARCHITECTURE.so.N`, beside the C library.
        let libraries = files::entries(&root.join("usr/lib")).into_iter().filter(|folder| folder.join("libc.so.6").exists());
        let loader = libraries
            .flat_map(|folder| files::entries(&folder))
            .find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("ld-linux")));
        let loader = loader.ok_or_else(|| format!("there is no program loader below {}", root.display()))?;
        Ok(Self { root, loader })
    }

    pub(super) fn join(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A command that runs one of the system's programs with the system's own loader and libraries.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(&self.loader);
        command.arg("--library-path").args(self.loader.parent()).arg(self.join(program));
        command
    }
}

/// A package and its libraries, fetched unless an earlier run has done so, where the user of `directory` can run `program`.
pub(super) fn fetch(request: &Request, directory: &Directory, package: &str, program: &str) -> Result<System, Failure> {
    let folder = install::cache()?.join(package);
    if !folder.is_dir() {
        install::must_be_allowed(request, &format!("fetching {package} of Debian's {SUITE} suite"))?;
        download(package, &folder)?;
    }
    System::open(directory.reach(&folder, program)?)
}

/// Only a whole system gets its final name, so an interrupted run leaves nothing that looks usable.
fn download(package: &str, folder: &Path) -> Result<(), Failure> {
    let Some(source) = source()? else {
        return Err(format!("apt's configuration names no Debian mirror that could have {package}").into());
    };
    let partial = folder.with_extension("partial");
    files::remove(&partial)?;
    for made in ["root", "state/lists/partial", "cache/archives/partial"] {
        files::create_dir(&partial.join(made))?;
    }
    files::write(&partial.join("status"), "")?;
    files::write(&partial.join("sources.list"), &format!("{source}\n"))?;
    eprintln!("xtask: fetching {package} of Debian's {SUITE} suite");
    apt_get(&partial, &["update"])?;
    apt_get(&partial, &["install", "-d", "-y", "--no-install-recommends", package])?;
    for archive in files::below(&partial.join("cache"), "deb") {
        process::output(Command::new("dpkg").arg("-x").arg(archive).arg(partial.join("root")))?;
    }
    std::fs::rename(partial.join("root"), folder)?;
    files::remove(&partial)
}

/// apt-get with folders of its own and no knowledge of what the system has installed.
fn apt_get(home: &Path, arguments: &[&str]) -> Result<(), Failure> {
    let folders = [
        ("Dir::State", "state"),
        ("Dir::State::lists", "state/lists"),
        ("Dir::State::status", "status"),
        ("Dir::Cache", "cache"),
        ("Dir::Etc::sourcelist", "sources.list"),
    ];
    let mut command = Command::new("apt-get");
    for (option, path) in folders {
        command.arg("-o").arg(format!("{option}={}", home.join(path).display()));
    }
    // apt's own user could not write into a folder of ours.
    command.args(["-o", "Dir::Etc::sourceparts=-", "-o", "APT::Sandbox::User=root"]).args(arguments);
    process::output(&mut command).map(|_| ())
}

/// The line that names the newest suite on the mirror this machine uses.
fn source() -> Result<Option<String>, Failure> {
    let mut configured = vec![PathBuf::from("/etc/apt/sources.list")];
    configured.extend(files::entries(Path::new("/etc/apt/sources.list.d")));
    for file in configured.iter().filter(|file| file.is_file()) {
        let text = files::read(file)?;
        let mirror = match file.extension().is_some_and(|end| end == "sources") {
            true => text.split("\n\n").find_map(from_stanza),
            false => text.lines().find_map(from_line),
        };
        if mirror.is_some() {
            return Ok(mirror);
        }
    }
    Ok(None)
}

/// From a stanza of `Field: value` lines.
fn from_stanza(stanza: &str) -> Option<String> {
    let field = |name: &str| stanza.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    let mirror = field("URIs")?.split_whitespace().find(|uri| is_debian(uri))?;
    let key = field("Signed-By").filter(|key| key.starts_with('/'));
    Some(line(mirror, key.map(|key| format!("signed-by={key}"))))
}

/// From a line `deb [options] uri suite component...`.
fn from_line(text: &str) -> Option<String> {
    let text = text.trim().strip_prefix("deb ")?.trim_start();
    let (options, rest) = match text.strip_prefix('[') {
        Some(text) => text.split_once(']')?,
        None => ("", text),
    };
    let mirror = rest.split_whitespace().next().filter(|uri| is_debian(uri))?;
    let key = options.split_whitespace().find(|option| option.starts_with("signed-by="));
    Some(line(mirror, key.map(str::to_owned)))
}

/// Whether this is the main archive, not that of security updates or of some other vendor.
fn is_debian(uri: &str) -> bool {
    uri.trim_end_matches('/').ends_with("/debian")
}

fn line(mirror: &str, key: Option<String>) -> String {
    let options = key.map(|key| format!("[{key}] ")).unwrap_or_default();
    format!("deb {options}{mirror} {SUITE} main")
}

#[cfg(test)]
mod tests {
    use super::{from_line, from_stanza};

    #[test]
    fn the_mirror_and_its_key_are_read_from_a_stanza() {
        let stanza = "Types: deb\n# a comment\nURIs: http://mirror.example/debian\nSuites: bookworm\nSigned-By: /keys/debian.gpg";
        let expected = "deb [signed-by=/keys/debian.gpg] http://mirror.example/debian unstable main";
        assert_eq!(from_stanza(stanza).as_deref(), Some(expected));
    }

    #[test]
    fn the_mirror_and_its_key_are_read_from_a_line() {
        let plain = from_line("deb http://mirror.example/debian/ bookworm main");
        assert_eq!(plain.as_deref(), Some("deb http://mirror.example/debian/ unstable main"));
        let keyed = from_line("deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main");
        assert_eq!(keyed.as_deref(), Some("deb [signed-by=/k.gpg] http://mirror.example/debian unstable main"));
    }

    #[test]
    fn other_archives_are_passed_over() {
        assert_eq!(from_line("deb http://mirror.example/debian-security bookworm-security main"), None);
        assert_eq!(from_stanza("Types: deb\nURIs: http://vendor.example/node\n"), None);
        assert_eq!(from_line("# deb http://mirror.example/debian bookworm main"), None);
    }
}
