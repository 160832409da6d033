//! How places in JSON documents are said: `JSON_EXTRACT(document, path)`.

use alchemy_core::{JsonAccess, JsonForm, JsonScalar, Render, Renderer, Result, dialect::ansi};

pub(crate) fn json_access(r: &mut Renderer<'_>, is_mariadb: bool, access: &JsonAccess) -> Result<()> {
    let place = |r: &mut Renderer<'_>| place(r, is_mariadb, access);
    let unquoted = |r: &mut Renderer<'_>| {
        r.word("JSON_UNQUOTE(");
        place(r)?;
        r.glue(")");
        Ok(())
    };
    let scalar = match access.form {
        JsonForm::Document => return place(r),
        JsonForm::Text => return unquoted(r),
        JsonForm::Scalar(scalar) => scalar,
    };
    r.word("CASE");
    place(r)?;
    r.word("WHEN 'null' THEN NULL");
    match scalar {
        JsonScalar::Boolean => r.word("WHEN true THEN true ELSE false"),
        JsonScalar::Text => {
            r.word("ELSE");
            unquoted(r)?;
        }
        // CAST knows no floats in older versions; adding one makes one.
        JsonScalar::Float => {
            r.word("ELSE");
            place(r)?;
            r.glue("+0.0000000000000000000000");
        }
        JsonScalar::Integer => cast(r, place, "SIGNED INTEGER")?,
        JsonScalar::Numeric(precision, scale) => cast(r, place, &format!("DECIMAL({precision}, {scale})"))?,
    }
    r.word("END");
    Ok(())
}

fn cast<'d>(r: &mut Renderer<'d>, place: impl Fn(&mut Renderer<'d>) -> Result<()>, name: &str) -> Result<()> {
    r.word("ELSE CAST(");
    place(r)?;
    r.word("AS");
    r.word(name);
    r.glue(")");
    Ok(())
}

/// `JSON_EXTRACT(document, path)`. MySQL calls the end of an array `last`, MariaDB counts from it with negative numbers.
fn place(r: &mut Renderer<'_>, is_mariadb: bool, access: &JsonAccess) -> Result<()> {
    r.word("JSON_EXTRACT(");
    access.operand.render(r)?;
    r.glue(",");
    ansi::json_path(r, access, |at| match at {
        -1 if !is_mariadb => "[last]".into(),
        at if at < 0 && !is_mariadb => format!("[last-{}]", at.saturating_add(1).unsigned_abs()),
        at => format!("[{at}]"),
    })?;
    r.glue(")");
    Ok(())
}
