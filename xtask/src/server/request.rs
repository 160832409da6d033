//! Which databases a task wants, and whether anything may be installed for them: the options all server tasks share.

use crate::Failure;

/// The options `--no-install` and `--only NAME,...`, and what follows `--`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    /// Nothing may be installed or downloaded; what earlier runs downloaded is used.
    pub(crate) no_install: bool,
    /// The names, or beginnings of names, that are wanted; all of them when empty.
    pub(crate) only: Vec<String>,
    /// `--env-file PATH`.
    pub(crate) env_file: Option<String>,
    /// What is no option, and everything after `--`: for the program the task runs.
    pub(crate) rest: Vec<String>,
}

impl Request {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, Failure> {
        let mut request = Self::default();
        let mut arguments = arguments.iter().cloned();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--no-install" => request.no_install = true,
                "--only" => {
                    let names = arguments.next().ok_or("--only needs names, separated by commas")?;
                    request.only.extend(names.split(',').map(str::to_owned));
                }
                "--env-file" => request.env_file = Some(arguments.next().ok_or("--env-file needs a path")?),
                "--" => request.rest.extend(arguments.by_ref()),
                other if !other.starts_with('-') => request.rest.push(argument),
                other => return Err(format!("{other} is no option of this task; what is meant for others goes after --").into()),
            }
        }
        Ok(request)
    }

    /// Whether a database of exactly this name is wanted: `--only postgres` takes every version of it.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| is_within(name, only))
    }

    /// Whether a database whose version is not known yet could turn out to be wanted.
    pub(crate) fn may_want(&self, label: &str) -> bool {
        self.wants(label) || self.only.iter().any(|only| is_within(only, label))
    }
}

/// Whether `name` is `family` or a version of it: `postgres-18` is within `postgres`, `sqlite-worker` within `sqlite`.
fn is_within(name: &str, family: &str) -> bool {
    name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::Request;

    fn only(names: &str) -> Request {
        Request::parse(&["--only".to_owned(), names.to_owned()]).unwrap()
    }

    #[test]
    fn without_only_all_are_wanted() {
        assert!(Request::default().wants("mysql-9"));
    }

    #[test]
    fn a_name_without_version_takes_every_version() {
        assert!(only("postgres").wants("postgres-18"));
        assert!(!only("postgres").wants("mariadb-10.11"));
    }

    #[test]
    fn a_name_with_version_takes_that_one() {
        assert!(only("mysql,postgres-15").may_want("postgres"));
        assert!(!only("postgres-15").may_want("postgres-18"));
        assert!(!only("postgres-15").wants("postgres-18"));
        assert!(!only("postgres-1").wants("postgres-18"));
    }

    #[test]
    fn what_follows_the_dashes_is_handed_on() {
        let arguments = ["--no-install", "word", "--", "--only", "x"].map(String::from);
        let request = Request::parse(&arguments).unwrap();
        assert!(request.no_install && request.only.is_empty());
        assert_eq!(request.rest, ["word", "--only", "x"]);
    }

    #[test]
    fn an_unknown_option_is_refused() {
        assert!(Request::parse(&["--onyl".to_owned()]).is_err());
    }
}
