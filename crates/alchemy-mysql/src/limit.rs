//! LIMIT and locks, as MySQL and MariaDB write them.

use alchemy_core::dialect::ansi;
use alchemy_core::{Limit, Lock, LockStrength, Node, Render, Renderer, Result};

use crate::server::Server;

/// `LIMIT offset, count`. There is no offset without a limit, so the largest limit stands in; both are numbers.
pub(crate) fn render(r: &mut Renderer<'_>, server: &Server, limit: &Limit) -> Result<()> {
    if let Some(mode) = limit.fetch {
        if !server.is_mariadb() || !server.is_at_least(10, 6) || mode.percent {
            return Err(r.unsupported("FETCH FIRST"));
        }
        return ansi::fetch(r, limit, mode, |r, count| count.render(r));
    }
    match (&limit.count, &limit.offset) {
        (None, None) => {}
        (Some(count), None) => {
            r.word("LIMIT");
            number(r, count)?;
        }
        (count, Some(offset)) => {
            r.word("LIMIT");
            number(r, offset)?;
            r.glue(",");
            match count {
                Some(count) => number(r, count)?,
                None => r.word("18446744073709551615"),
            }
        }
    }
    Ok(())
}

fn number(r: &mut Renderer<'_>, node: &Node) -> Result<()> {
    match node {
        Node::Bind(_) | Node::Parameter(_) | Node::Raw(_) => node.render(r),
        _ => Err(r.unsupported("an expression as LIMIT or OFFSET")),
    }
}

/// MySQL has no locks on keys, the next stronger stand in; MariaDB neither OF, so that the rows of all tables are locked.
pub(crate) fn lock(r: &mut Renderer<'_>, server: &Server, lock: &Lock) -> Result<()> {
    let shared = matches!(lock.strength, LockStrength::Share | LockStrength::KeyShare);
    r.word(match shared {
        true if server.is_mariadb() => "LOCK IN SHARE MODE",
        true => "FOR SHARE",
        false => "FOR UPDATE",
    });
    if !server.is_mariadb() {
        lock.render_of(r)?;
    }
    lock.render_wait(r)
}
