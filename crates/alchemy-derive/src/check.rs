//! Rules across fields.

use std::collections::HashMap;

use syn::Error;
use syn::ext::IdentExt;

use crate::errors::Errors;
use crate::model::Model;

/// Functions that users call on a model: a constant of the same name would hide them.
const RESERVED: &[&str] = &["select", "insert", "update", "delete", "alias", "entity", "undefer_group", "load_only"];

pub(crate) fn check(model: &Model, errors: &mut Errors) {
    if !model.fields.iter().any(|field| field.primary_key) {
        let message = "a mapped struct needs a primary key: put `#[mapped(primary_key)]` on a field";
        errors.push(Error::new(model.name.span(), message));
    }
    let (mut constants, mut columns) = (HashMap::new(), HashMap::new());
    for field in model.mapped() {
        let constant = field.constant.unraw().to_string();
        if RESERVED.contains(&constant.as_str()) {
            let message = format!(
                "`{}::{constant}` would hide the function of that name; name the attribute otherwise: #[mapped(attr = {constant}_)]",
                model.name
            );
            errors.push(Error::new(field.span(), message));
        }
        if constants.insert(constant.clone(), ()).is_some() {
            errors.push(Error::new(field.constant.span(), format!("two attributes are called `{constant}`")));
        }
        if columns.insert(field.column.clone(), ()).is_some() {
            errors.push(Error::new(field.span(), format!("two fields have the column `{}`", field.column)));
        }
    }
    for name in model.indexes.iter().chain(&model.uniques).flatten() {
        if !model.mapped().any(|field| field.ident == *name) {
            errors.push(Error::new(name.span(), format!("`{}` has no field `{name}`", model.name)));
        }
    }
}
