//! `cargo xtask features`: what the tests show of the inventory of features.
//!
//! | module | holds |
//! |---|---|
//! | `inventory` | the features: `tests/features/AREA.tsv`, one line each |
//! | `claims` | what the tests of the last `cargo xtask test` claimed by having run |
//! | `page` | the book's page with a row for each feature |
//!
//! Invariant: a feature counts as covered only if a test that claims it has run and not failed, on every database that it
//! concerns.

mod claims;
mod inventory;
mod page;

use std::fmt;

use crate::{Outcome, test};
use claims::Claims;
use inventory::{Feature, Status};

/// Reads the claims of the last whole run of the tests, running them first if there was none; prints what is missing and,
/// last, the counts. With `--book` it also writes the book's page.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (book, rest): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|argument| *argument == "--book");
    if let Some(unknown) = rest.iter().find(|argument| **argument != "--no-install") {
        return Err(format!("{unknown} is no option of this task").into());
    }
    let ledger = test::claims()?;
    if !ledger.is_file() && !test::run(&rest.into_iter().cloned().collect::<Vec<_>>())? {
        return Ok(false);
    }
    let features = inventory::read()?;
    let claims = Claims::read(&ledger)?;
    if !book.is_empty() {
        page::write(&features, &claims)?;
    }
    let tally = Tally::of(&features, &claims);
    claims.unknown(&features).iter().for_each(|id| println!("{id} is claimed, but no feature is called so"));
    println!("{tally}");
    Ok(tally.is_complete())
}

/// How many features of each tier there are of each kind.
#[derive(Debug, Default)]
struct Tally {
    covered: [usize; 3],
    missing: [usize; 3],
    decided: usize,
    later: usize,
}

impl Tally {
    fn of(features: &[Feature], claims: &Claims) -> Tally {
        let mut tally = Tally::default();
        for feature in features {
            tally.count(feature, claims);
        }
        tally
    }

    fn count(&mut self, feature: &Feature, claims: &Claims) {
        let Some(tier) = ['A', 'B', 'C'].iter().position(|tier| *tier == feature.tier) else { return };
        match &feature.status {
            Status::Built => match claims.lacking(feature) {
                None => self.covered[tier] += 1,
                Some(why) => self.miss(feature, tier, &why),
            },
            Status::Decided(_) => self.decided += 1,
            Status::Later(_) => self.later += 1,
            Status::LeftOut(why) if feature.tier == 'C' && !why.is_empty() => println!("left out   {} ({why})", feature.id),
            Status::LeftOut(why) => self.miss(feature, tier, why),
        }
    }

    fn miss(&mut self, feature: &Feature, tier: usize, why: &str) {
        println!("MISSING    {} {} {}: {why}", feature.id, feature.tier, feature.what);
        self.missing[tier] += 1;
    }

    fn is_complete(&self) -> bool {
        self.missing[0] + self.missing[1] == 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { covered: [a, b, c], missing: [x, y, _], decided, later } = self;
        write!(f, "features: covered A {a}, B {b}, C {c}; decided {decided}, later {later}; missing A {x}, B {y}")
    }
}
