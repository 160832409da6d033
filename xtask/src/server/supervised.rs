//! Programs that end with their owner: servers, and the steps that set them up.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::directory::Directory;
use super::process;
use crate::{Failure, files};

/// The shell program that stands between us and a program. It waits until we close its input, which happens when we are done
/// and just as well when we are killed, and then ends the program. The standard library cannot catch Ctrl-C; this needs no
/// catching.
///
/// `$1` is the program's input, `$2` the signal that stops it, `$3` who gets the signal if not the program alone.
const SUPERVISOR: &str = r#"
input=$1; signal=$2; target=$3; shift 3
exec 3<&0
"$@" <"$input" 3<&- & program=$!
{ cat <&3; kill -s "$signal" "${target:-$program}"; } >/dev/null 2>&1 & watch=$!
exec 3<&-
wait "$program"; status=$?
kill "$watch" 2>/dev/null
exit "$status"
"#;

/// How a program is told to stop. The data is thrown away, so nobody need take leave of it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stop {
    /// Interrupt: PostgreSQL's fast shutdown, which takes its many processes and shared memory along.
    Interrupt,
    /// Kill: for servers of a single process.
    Kill,
    /// Kill the program with all it has started: for setup steps, whose end nobody waits for once we are gone.
    KillAll,
}

/// A server's process, ended when this is dropped.
#[derive(Debug)]
pub(super) struct Supervised {
    shell: Child,
    log: PathBuf,
}

impl Supervised {
    /// Starts the server's command in its directory, as the directory's user, its output in `server.log` there.
    pub(super) fn start(command: &Command, directory: &Directory, stop: Stop) -> Result<Self, Failure> {
        let log = directory.join("server.log");
        let output = File::create(&log).map_err(|e| format!("{} cannot be made: {e}", log.display()))?;
        let mut shell = supervisor(command, directory, Path::new("/dev/null"), stop);
        shell.stdout(output.try_clone()?).stderr(output);
        let shell = shell.spawn().map_err(|e| format!("sh does not start: {e}"))?;
        Ok(Self { shell, log })
    }

    /// Whether the server has ended by itself.
    pub(super) fn has_ended(&mut self) -> bool {
        !matches!(self.shell.try_wait(), Ok(None))
    }

    /// The last lines the server printed, for messages.
    pub(super) fn last_words(&self) -> String {
        process::last_lines(&files::read(&self.log).unwrap_or_default())
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

/// Runs a setup step to its end, in the directory and as the directory's user.
pub(super) fn run(directory: &Directory, command: &Command) -> Result<String, Failure> {
    run_with_input(directory, command, Path::new("/dev/null"))
}

/// Runs a setup step that reads the file.
pub(super) fn run_with_input(directory: &Directory, command: &Command, input: &Path) -> Result<String, Failure> {
    let mut shell = supervisor(command, directory, input, Stop::KillAll);
    let shell = shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut shell = shell.map_err(|e| format!("sh does not start: {e}"))?;
    // Waiting would close the shell's input first, and so end the step.
    let held = shell.stdin.take();
    let output = process::judge(&process::name(command), shell.wait_with_output());
    drop(held);
    output
}

fn supervisor(command: &Command, directory: &Directory, input: &Path, stop: Stop) -> Command {
    let (signal, target) = match stop {
        Stop::Interrupt => ("INT", ""),
        Stop::Kill => ("KILL", ""),
        // 0 is the shell's own process group, itself included.
        Stop::KillAll => ("KILL", "0"),
    };
    let mut shell = Command::new("sh");
    shell.args(["-c", SUPERVISOR, "sh"]).arg(input).args([signal, target]);
    shell.arg(command.get_program()).args(command.get_args());
    shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    // In a process group of its own, so that Ctrl-C reaches us and not the shell that has to clean up after us.
    shell.process_group(0).current_dir(directory.path()).stdin(Stdio::piped());
    directory.account().apply(&mut shell);
    shell
}

#[cfg(test)]
mod tests {
    use super::{Command, Directory, Stop, Supervised, run};

    #[test]
    fn a_server_ends_with_its_value() {
        let directory = Directory::new("test-server").unwrap();
        let script = "echo $$ > pid; exec sleep 60";
        let server = Supervised::start(Command::new("sh").args(["-c", script]), &directory, Stop::Kill).unwrap();
        let process = loop {
            match std::fs::read_to_string(directory.join("pid")) {
                Ok(pid) if pid.ends_with('\n') => break format!("/proc/{}", pid.trim()),
                _ => std::thread::yield_now(),
            }
        };
        assert!(std::fs::exists(&process).unwrap());
        drop(server);
        assert!(!std::fs::exists(&process).unwrap());
    }

    #[test]
    fn a_failed_step_tells_what_it_printed() {
        let directory = Directory::new("test-step").unwrap();
        let failure = run(&directory, Command::new("sh").args(["-c", "echo why >&2; exit 3"])).unwrap_err();
        assert!(failure.to_string().contains("exit status: 3): why"), "{failure}");
        assert_eq!(run(&directory, Command::new("sh").args(["-c", "echo fine"])).unwrap(), "fine");
    }
}
