//! Rules across fields.

use std::collections::HashSet;

use syn::Error;
use syn::ext::IdentExt;

use crate::errors::Errors;
use crate::model::{Call, Field, Model};

/// Functions that users call on a model: a constant of the same name would hide them.
const RESERVED: &[&str] = &["select", "insert", "update", "delete", "alias", "entity", "undefer_group", "load_only"];

/// Whether a constant of that name would hide a function.
pub(crate) fn is_reserved(constant: &str) -> bool {
    RESERVED.contains(&constant)
}

pub(crate) fn check(model: &Model, errors: &mut Errors) {
    if !model.mapped().any(|field| field.primary_key) {
        let message = "a mapped struct needs a primary key: put `#[mapped(primary_key)]` on a field";
        errors.push(Error::new(model.name.span(), message));
    }
    names(model, errors);
    model.fields.iter().for_each(|field| options(field, errors));
    for name in model.indexes.iter().chain(&model.uniques).flatten() {
        if !model.mapped().any(|field| field.ident == *name) {
            errors.push(Error::new(name.span(), format!("`{}` has no field `{name}` that is a column", model.name)));
        }
    }
}

/// Attributes have names of their own, and so have columns.
fn names(model: &Model, errors: &mut Errors) {
    let (mut constants, mut columns) = (HashSet::new(), HashSet::new());
    for field in model.mapped() {
        let constant = field.constant.unraw().to_string();
        if is_reserved(&constant) {
            let message = format!(
                "`{}::{constant}` would hide the function of that name; name the attribute otherwise: #[mapped(attr = {constant}_)]",
                model.name
            );
            errors.push(Error::new(field.span(), message));
        }
        if !constants.insert(constant.clone()) {
            errors.push(Error::new(field.constant.span(), format!("two attributes are called `{constant}`")));
        }
        if !columns.insert(&field.column) {
            errors.push(Error::new(field.span(), format!("two fields have the column `{}`", field.column)));
        }
    }
}

/// Options that say nothing beside others are refused, since whoever wrote them expects something of them.
fn options(field: &Field, errors: &mut Errors) {
    let said = |wanted: fn(&Call) -> bool| field.calls.iter().find(|(_, call)| wanted(call)).map(|(place, _)| *place);
    if let (true, Some((place, _))) = (field.skip, field.calls.first()) {
        let message = format!("`skip` keeps `{}` out of the table, so that no other option applies to it", field.name);
        errors.push(Error::new(*place, message));
    }
    let foreign_key = said(|call| matches!(call, Call::ForeignKey(_)));
    if let (Some(place), None) = (said(|call| matches!(call, Call::OnDelete(_))), foreign_key) {
        errors.push(Error::new(place, "`on_delete` is an option of a foreign key: add `foreign_key = Model::attribute`"));
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use crate::expand::messages;

    #[test]
    fn names_are_used_once() {
        let twice = messages(&parse_quote! {
            struct P {
                #[mapped(primary_key)]
                id: i64,
                #[mapped(attr = id, column = "id")]
                other: i64,
            }
        });
        assert_eq!(twice, ["two attributes are called `id`", "two fields have the column `id`"]);
    }

    #[test]
    fn options_that_would_say_nothing_are_refused() {
        let idle = messages(&parse_quote! {
            #[mapped(index(nme))]
            struct P {
                #[mapped(primary_key, on_delete = "cascade")]
                id: i64,
                #[mapped(skip, length = 3)]
                name: String,
            }
        });
        let expected = [
            "`on_delete` is an option of a foreign key: add `foreign_key = Model::attribute`",
            "`skip` keeps `name` out of the table, so that no other option applies to it",
            "`P` has no field `nme` that is a column",
        ];
        assert_eq!(idle, expected);
    }

    #[test]
    fn a_key_that_is_no_column_is_no_key() {
        let skipped = messages(&parse_quote! {
            struct P {
                #[mapped(skip, primary_key)]
                id: i64,
            }
        });
        assert_eq!(skipped.len(), 2, "{skipped:?}");
        assert!(skipped[0].starts_with("a mapped struct needs a primary key"));
    }
}
