//! What became of a case.

use std::fmt;
use std::sync::Arc;

use alchemy_core::{Dialect, ErrorKind};

use crate::cases::{Case, Cases, Rendered};
use crate::golden::{DATABASES, Golden, Record};
use crate::text::{named, plain, spread};
use crate::values::same;

/// What became of a case.
pub(crate) enum Verdict {
    Matched,
    /// Refused on the named databases, which cannot say it; the same on the others.
    Refused(Vec<String>),
    /// Another text on databases that do not take the golden one.
    Mended(String),
    /// Another text, where the golden one could be had.
    Deviating(String),
    Missing(Vec<String>),
}

/// What became of a case on one database.
enum Answer {
    Same,
    Refused(String),
    Mended(String),
    Deviating(String),
    Wrong(String),
}

/// Judges records against the registered cases.
pub(crate) struct Judge<'g> {
    golden: &'g Golden,
    cases: &'g Cases,
    dialects: Vec<(&'static str, Arc<dyn Dialect>)>,
}

/// Stands for the better text where the better thing is an error.
const REFUSED: &str = "(refused)";

/// How servers say that a table is not there.
const MISSING_TABLE: [&str; 3] = ["UndefinedTable", "(1146,", "no such table"];

/// The reason for which lists of values differ on purpose.
const ONE_ARRAY: &str = "a list of values travels as one array: the text does not depend on its length";

impl<'g> Judge<'g> {
    pub(crate) fn new(golden: &'g Golden, cases: &'g Cases) -> Judge<'g> {
        let dialects: [Arc<dyn Dialect>; 4] = [
            Arc::new(alchemy_postgres::Dialect::default()),
            Arc::new(alchemy_mysql::Dialect::default()),
            Arc::new(alchemy_mysql::Dialect::mariadb()),
            Arc::new(alchemy_sqlite::Dialect),
        ];
        Judge { golden, cases, dialects: DATABASES.into_iter().zip(dialects).collect() }
    }

    /// The databases with their dialects.
    pub(crate) fn dialects(&self) -> &[(&'static str, Arc<dyn Dialect>)] {
        &self.dialects
    }

    pub(crate) fn judge(&self, record: &Record) -> Verdict {
        if self.cases.is_prevented(&record.id) {
            return self.prevented(record);
        }
        let Some(case) = self.cases.get(&record.id) else {
            return Verdict::Missing(vec!["not expressed".to_owned()]);
        };
        let (mut wrong, mut refused, mut mended, mut deviating) = (Vec::new(), Vec::new(), None, None);
        for (database, dialect) in &self.dialects {
            match self.answer(record, case, database, dialect) {
                Answer::Same => {}
                Answer::Refused(why) => refused.push(format!("{database}: {why}")),
                Answer::Mended(why) => mended = Some(why),
                Answer::Deviating(why) => deviating = Some(why),
                Answer::Wrong(why) => wrong.push(format!("{database}: {why}")),
            }
        }
        match (wrong.is_empty(), deviating, mended) {
            (false, ..) => Verdict::Missing(wrong),
            (true, Some(why), _) => Verdict::Deviating(why),
            (true, None, Some(why)) => Verdict::Mended(why),
            (true, None, None) if refused.is_empty() => Verdict::Matched,
            (true, None, None) => Verdict::Refused(refused),
        }
    }

    /// What does not compile is right only where nothing was rendered either.
    fn prevented(&self, record: &Record) -> Verdict {
        match DATABASES.iter().any(|database| record.sql(database).is_some()) {
            true => Verdict::Missing(vec!["said to be prevented, but it can be rendered".to_owned()]),
            false => Verdict::Matched,
        }
    }

    fn answer(&self, record: &Record, case: &Case, database: &str, dialect: &Arc<dyn Dialect>) -> Answer {
        let ours = (case.make)(dialect);
        let must_fail = record.kind == "error" || record.is_refused(database);
        match (record.sql(database), ours) {
            (_, Err(_)) if must_fail => Answer::Same,
            (_, Ok(ours)) if must_fail && case.better_on(database).is_some() => compare(record, case, database, &[], &ours),
            (_, Ok(ours)) if must_fail => Answer::Wrong(format!("is not refused: {}", ours.texts.join("; "))),
            (None, _) => Answer::Same,
            (Some(_), Err(_)) if case.better_on(database) == Some(REFUSED) => {
                Answer::Deviating(case.deviation.map(|(why, _)| why.to_owned()).unwrap_or_default())
            }
            (Some(_), Err(error)) => self.refusal(record, case, database, &error),
            (Some(golden), Ok(ours)) => match compare(record, case, database, &golden, &ours) {
                Answer::Deviating(why) if why != ONE_ARRAY && self.complaint(record, case, database).is_some() => {
                    Answer::Mended(why)
                }
                answer => answer,
            },
        }
    }

    /// Why a database does not take the golden text, if it does not. MySQL was not asked: MariaDB answers for it.
    fn complaint<'a>(&'a self, record: &Record, case: &Case, database: &str) -> Option<&'a str> {
        // A table that was not there says nothing of the text.
        let is_about_text = |said: &&str| *said != "ok" && !MISSING_TABLE.iter().any(|words| said.contains(words));
        let asked = |database| self.golden.said(database, &record.id).filter(is_about_text);
        let known = case.refusals.iter().find(|(name, _)| *name == database).map(|(_, why)| *why);
        asked(database).or(known).or_else(|| if database == "mysql" { asked("mariadb") } else { None })
    }

    /// A refusal is right where the server said that it cannot take the golden text.
    fn refusal(&self, record: &Record, case: &Case, database: &str, error: &alchemy_core::Error) -> Answer {
        match self.complaint(record, case, database) {
            Some(why) if error.kind() == ErrorKind::Unsupported => {
                Answer::Refused(why.lines().next().unwrap_or_default().to_owned())
            }
            _ => Answer::Wrong(format!("error: {error}\n               golden: {:?}", record.sql(database).unwrap_or_default())),
        }
    }
}

fn compare(record: &Record, case: &Case, database: &str, golden: &[&str], ours: &Rendered) -> Answer {
    if let Some((why, better)) = case.deviation
        && let Some((_, text)) = better.iter().find(|(name, _)| *name == database)
    {
        let told = plain(&ours.texts.join("; "));
        return match told == plain(text) {
            true => Answer::Deviating(format!("{why}: {text}")),
            false => Answer::Wrong(format!("is neither golden nor the better text: {told}")),
        };
    }
    let expected = ordered(golden.iter().map(|text| plain(text)).collect());
    let texts = ordered(ours.texts.iter().map(|text| plain(text)).collect());
    let params = named(&ours.texts.join("; "), &ours.params);
    if let Some((why, parts)) = case.parts
        && parts.iter().any(|(name, ..)| *name == database)
    {
        return match texts == replaced(&expected, parts, database) {
            true => Answer::Deviating(why.to_owned()),
            false => Answer::Wrong(format!("is neither golden nor better in the parts that are said: {}", texts.join("; "))),
        };
    }
    if texts == expected {
        return values(record, database, &params).unwrap_or(Answer::Same);
    }
    if let [text] = texts.as_slice() {
        let (text, params) = spread(text, &params);
        if expected == [text] {
            return values(record, database, &params).unwrap_or(Answer::Deviating(ONE_ARRAY.to_owned()));
        }
    }
    let at = expected.iter().zip(&texts).position(|(golden, ours)| golden != ours).unwrap_or(expected.len().min(texts.len()));
    let nothing = String::from("(nothing)");
    let (golden, ours) = (expected.get(at).unwrap_or(&nothing), texts.get(at).unwrap_or(&nothing));
    Answer::Wrong(format!("\n               golden {golden}\n               ours   {ours}"))
}

/// The golden texts with the better parts in them.
fn replaced(golden: &[String], parts: &[(&str, &str, &str)], database: &str) -> Vec<String> {
    let parts = parts.iter().filter(|(name, ..)| *name == database);
    let better = |text: &String| parts.clone().fold(text.clone(), |text, (_, part, ours)| text.replace(&plain(part), &plain(ours)));
    golden.iter().map(better).filter(|text| !text.is_empty()).collect()
}

/// Runs of CREATE INDEX and of ALTER TABLE come in any order.
fn ordered(mut texts: Vec<String>) -> Vec<String> {
    let group = |text: &String| {
        ["CREATE INDEX", "CREATE UNIQUE INDEX", "ALTER TABLE"].iter().position(|word| text.starts_with(word)).map(|at| at / 2)
    };
    texts.chunk_by_mut(|a, b| group(a).is_some() && group(a) == group(b)).for_each(<[String]>::sort);
    texts
}

/// What is wrong with the values, if anything.
fn values(record: &Record, database: &str, ours: &[alchemy_core::Value]) -> Option<Answer> {
    let (given, bound) = (record.params(database), record.bound(database));
    let all = ours.len() == given.len() && ours.iter().enumerate().all(|(at, value)| same(value, given.get(at), bound.get(at)));
    (!all).then(|| Answer::Wrong(format!("values\n               golden {given:?}\n               ours   {ours:?}")))
}

/// How many of each.
#[derive(Default)]
pub(crate) struct Tally {
    matched: usize,
    refused: usize,
    mended: usize,
    deviating: usize,
    missing: usize,
}

impl Tally {
    pub(crate) fn count(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Matched => self.matched += 1,
            Verdict::Refused(_) => self.refused += 1,
            Verdict::Mended(_) => self.mended += 1,
            Verdict::Deviating(_) => self.deviating += 1,
            Verdict::Missing(_) => self.missing += 1,
        }
    }

    fn all(&self) -> usize {
        self.matched + self.refused + self.mended + self.deviating + self.missing
    }

    /// At least 98 of 100 expressed, at most 5 of 100 deviating.
    pub(crate) fn is_enough(&self) -> bool {
        self.missing * 100 <= self.all() * 2 && self.deviating * 100 <= self.all() * 5
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { matched, refused, mended, deviating, missing } = self;
        // A defect that the server's recorded complaint shows is no text to match.
        writeln!(f, "{mended} of those that match mend a text that its server was seen not to take")?;
        let matched = matched + mended;
        write!(f, "golden core: {matched} matched, {refused} refused, {deviating} deviating, {missing} missing of {}", self.all())
    }
}
