//! The next number of a sequence.

use crate::compile::{Render, Renderer};
use crate::dialect::Sequences;
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{Construct, Function, Node};

/// The next number of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextValue {
    /// The sequence's name.
    pub name: Name,
    /// Its schema.
    pub schema: Option<Name>,
}

impl NextValue {
    /// The function by whose name its column is called: it writes nothing of its own.
    pub(crate) fn call(r: &mut Renderer<'_>, call: &Function) -> Result<()> {
        call.arguments.iter().try_for_each(|argument| argument.render(r))
    }

    fn sequence(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.qualified_name(self.schema.as_ref(), &self.name)
    }
}

impl Construct for NextValue {
    crate::key!(name, schema);

    fn children(&self, _: &mut dyn FnMut(&Node)) {}
}

impl Render for NextValue {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match r.features().sequences {
            Sequences::None => Err(r.unsupported("a sequence")),
            Sequences::Standard => {
                r.word("NEXT VALUE FOR");
                self.sequence(r)
            }
            Sequences::FunctionOfName => {
                r.word("nextval");
                r.glue("(");
                self.sequence(r)?;
                r.glue(")");
                Ok(())
            }
            Sequences::FunctionOfText => {
                let mut name = r.literal_beside();
                self.sequence(&mut name)?;
                let name = crate::dialect::ansi::quoted(&name.finish().0)?;
                r.word(&format!("nextval({name})"));
                Ok(())
            }
        }
    }
}
