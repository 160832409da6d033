//! How places in JSON documents are said here: `->`, `->>`, `#>`, `#>>`, and subscripts of JSONB.

use alchemy_core::{JsonAccess, JsonForm, JsonPart, JsonScalar, JsonStep, Node, Render, Renderer, Result, SqlType, Value};

use crate::ext;

/// The first version that knows subscripts of JSONB.
const SUBSCRIPTS: (u16, u16) = (14, 0);

/// Whether the access is written as a subscript: one step into JSONB.
fn is_subscript(version: (u16, u16), access: &JsonAccess) -> bool {
    access.form == JsonForm::Document
        && !matches!(access.step, JsonStep::Path(_))
        && is_binary(&access.document)
        && version >= SUBSCRIPTS
}

fn is_binary(document: &SqlType) -> bool {
    matches!(document, SqlType::Extension(own) if (own.get() as &dyn std::any::Any).downcast_ref() == Some(&ext::JsonbType::Jsonb))
}

pub(crate) fn json_access(r: &mut Renderer<'_>, version: (u16, u16), access: &JsonAccess, grouped: bool) -> Result<()> {
    match access.form {
        JsonForm::Document if is_subscript(version, access) => {
            let alone = match &access.operand {
                Node::JsonAccess(inner) => is_subscript(version, inner),
                operand => ext::stands_alone(operand),
            };
            if alone {
                access.operand.render(r)?
            } else {
                r.parens(|r| access.operand.render(r))?
            }
            r.glue("[");
            step(r, &access.step)?;
            r.glue("]");
            Ok(())
        }
        JsonForm::Document | JsonForm::Text if grouped => r.parens(|r| place(r, version, access)),
        JsonForm::Document | JsonForm::Text => place(r, version, access),
        JsonForm::Scalar(scalar) => {
            r.word("CAST(");
            if grouped {
                r.parens(|r| place(r, version, access))?
            } else {
                place(r, version, access)?
            }
            r.word("AS");
            r.word(&name(scalar));
            r.glue(")");
            Ok(())
        }
    }
}

fn place(r: &mut Renderer<'_>, version: (u16, u16), access: &JsonAccess) -> Result<()> {
    match &access.operand {
        Node::JsonAccess(inner) if is_subscript(version, inner) => r.parens(|r| inner.render(r))?,
        operand => operand.render_within(r, ext::OTHER_OPERATOR)?,
    }
    let path = matches!(access.step, JsonStep::Path(_));
    r.word(match (access.form, path) {
        (JsonForm::Document, false) => "->",
        (JsonForm::Document, true) => "#>",
        (_, false) => "->>",
        (_, true) => "#>>",
    });
    step(r, &access.step)
}

fn step(r: &mut Renderer<'_>, step: &JsonStep) -> Result<()> {
    match step {
        JsonStep::Part(JsonPart::Key(key)) => r.bind_constant(&Value::Text(key.clone())),
        JsonStep::Part(JsonPart::Position(at)) => {
            r.bind_constant(&Value::Int(*at))?;
            // The server would take it for a key.
            r.glue("::INTEGER");
            Ok(())
        }
        JsonStep::Path(parts) => r.bind_constant(&Value::Array(parts.iter().map(text).collect())),
        JsonStep::Expr(step) => step.render_within(r, ext::OTHER_OPERATOR),
    }
}

pub(crate) fn text(part: &JsonPart) -> Value {
    match part {
        JsonPart::Key(key) => Value::Text(key.clone()),
        JsonPart::Position(at) => Value::Text(at.to_string().into()),
    }
}

fn name(scalar: JsonScalar) -> String {
    match scalar {
        JsonScalar::Text => "VARCHAR".into(),
        JsonScalar::Integer => "INTEGER".into(),
        JsonScalar::Float => "FLOAT".into(),
        JsonScalar::Boolean => "BOOLEAN".into(),
        JsonScalar::Numeric(precision, scale) => format!("NUMERIC({precision}, {scale})"),
    }
}
