//! Running programs to their end, and servers that end with their owner.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::directory::Directory;
use crate::Failure;

/// The shell program that stands between us and a server. It waits until we close its input, which happens when we are done
/// and just as well when we are killed, and then ends the server and removes its directory. The standard library cannot catch
/// Ctrl-C; this needs no catching.
///
/// `$1` is the directory, `$2` the signal that stops the server, the rest its command.
const SUPERVISOR: &str = r#"
directory=$1; signal=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ cat <&3; kill -s "$signal" "$server"; } >/dev/null 2>&1 & watch=$!
exec 3<&-
wait "$server"
kill "$watch" 2>/dev/null
rm -rf "$directory"
"#;

/// How a server is told to stop. Their data is thrown away, so they need not take leave of it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stop {
    /// Interrupt: PostgreSQL's fast shutdown, which takes its many processes and shared memory along.
    Interrupt,
    /// Kill: for servers of a single process.
    Kill,
}

/// A server's process, ended when this is dropped.
#[derive(Debug)]
pub(super) struct Supervised {
    shell: Child,
    /// Kept open, since a server that fails takes its directory along before anybody has read why.
    log: File,
}

impl Supervised {
    /// Starts the server's command in its directory, as the directory's user, its output in `server.log` there.
    pub(super) fn start(command: &Command, directory: &Directory, stop: Stop) -> Result<Self, Failure> {
        let log = OpenOptions::new().read(true).append(true).create_new(true).open(directory.join("server.log"))?;
        let mut shell = supervisor(command, directory.path(), stop);
        directory.account().apply(&mut shell);
        shell.current_dir(directory.path()).stdin(Stdio::piped()).stdout(log.try_clone()?).stderr(log.try_clone()?);
        let shell = shell.spawn().map_err(|e| format!("sh does not start: {e}"))?;
        Ok(Self { shell, log })
    }

    /// Whether the server has ended by itself.
    pub(super) fn has_ended(&mut self) -> bool {
        !matches!(self.shell.try_wait(), Ok(None))
    }

    /// The last lines the server printed, for messages.
    pub(super) fn last_words(&mut self) -> String {
        let mut text = String::new();
        match self.log.seek(SeekFrom::Start(0)).and_then(|_| self.log.read_to_string(&mut text)) {
            Ok(_) => last_lines(&text),
            Err(e) => format!("its log cannot be read: {e}"),
        }
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        if let Err(e) = self.shell.wait() {
            eprintln!("xtask: a server may still be running: {e}");
        }
    }
}

fn supervisor(command: &Command, directory: &Path, stop: Stop) -> Command {
    let signal = match stop {
        Stop::Interrupt => "INT",
        Stop::Kill => "KILL",
    };
    let mut shell = Command::new("sh");
    shell.args(["-c", SUPERVISOR, "sh"]).arg(directory).arg(signal);
    shell.arg(command.get_program()).args(command.get_args());
    shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    // In a process group of its own, so that Ctrl-C reaches us and not the shell that has to clean up after us.
    shell.process_group(0);
    shell
}

/// Runs a setup step in the directory as the directory's user.
pub(super) fn run_in(directory: &Directory, command: &mut Command) -> Result<String, Failure> {
    directory.account().apply(command);
    output(command.current_dir(directory.path()))
}

/// Runs a program to its end and returns what it printed; fails with the end of that when the program fails.
pub(super) fn output(command: &mut Command) -> Result<String, Failure> {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = command.output().map_err(|e| format!("{name} does not start: {e}"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(printed.trim().to_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let words = if complaint.trim().is_empty() { &*printed } else { &*complaint };
    Err(format!("{name} failed ({}): {}", output.status, last_lines(words)).into())
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(5)..].join(" / ")
}
