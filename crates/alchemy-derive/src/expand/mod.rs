//! From the model to code.

mod alias;
mod attributes;
mod describe;
mod mapped;
mod model;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::check::check;
use crate::errors::Errors;
use crate::fallback::fallback;
use crate::model::Model;

pub(crate) fn mapped(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let model = Model::from_input(input, &mut errors);
    if let Some(model) = &model {
        check(model, &mut errors);
    }
    match (model, errors.into_code()) {
        (Some(model), None) => expand(&model),
        (Some(model), Some(errors)) => {
            let quiet = fallback(model);
            quote!(#errors #quiet)
        }
        (None, errors) => errors.unwrap_or_default(),
    }
}

pub(crate) fn expand(model: &Model) -> TokenStream {
    let constants = attributes::constants(model);
    let alias = alias::alias(model);
    let shape = model::shape(model);
    let core = model::model(model);
    let mapped = mapped::mapped(model);
    quote! {
        #constants
        const _: () = {
            #alias
            #shape
            #core
            #mapped
        };
    }
}

/// The messages that a struct gives, in order.
#[cfg(test)]
pub(crate) fn messages(input: &DeriveInput) -> Vec<String> {
    let mut errors = Errors::default();
    if let Some(model) = Model::from_input(input, &mut errors) {
        check(&model, &mut errors);
    }
    errors.messages()
}
