//! How places in JSON documents are said: `JSON_EXTRACT(document, path)`, which gives text and numbers, and `JSON_QUOTE`
//! around it, which makes JSON of them again.

use alchemy_core::{JsonAccess, JsonForm, JsonPart, JsonScalar, JsonStep, Render, Renderer, Result};

pub(crate) fn json_access(r: &mut Renderer<'_>, access: &JsonAccess) -> Result<()> {
    let (before, after) = match access.form {
        JsonForm::Document => ("JSON_QUOTE(", String::new()),
        JsonForm::Text => return extract(r, access),
        JsonForm::Scalar(scalar) => ("CAST(", format!(" AS {}", name(scalar))),
    };
    r.word(before);
    extract(r, access)?;
    r.glue(&after);
    r.glue(")");
    Ok(())
}

fn extract(r: &mut Renderer<'_>, access: &JsonAccess) -> Result<()> {
    r.word("JSON_EXTRACT(");
    access.operand.render(r)?;
    r.glue(",");
    match &access.step {
        JsonStep::Expr(step) => step.render_grouped(r)?,
        step => r.bind_constant(&path(step).into())?,
    }
    r.glue(")");
    Ok(())
}

/// A path. Keys stand in quotes, and there is no way to escape a quote there; but a key without points and brackets can do
/// without them. Positions from the end are counted from `#`.
fn path(step: &JsonStep) -> String {
    let mut path = String::from("$");
    for part in step.parts() {
        match part {
            JsonPart::Key(key) if key.contains('"') && !key.contains(['.', '[']) => path.push_str(&format!(".{key}")),
            JsonPart::Key(key) => path.push_str(&format!(".\"{key}\"")),
            JsonPart::Position(at) if *at < 0 => path.push_str(&format!("[#{at}]")),
            JsonPart::Position(at) => path.push_str(&format!("[{at}]")),
        }
    }
    path
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
