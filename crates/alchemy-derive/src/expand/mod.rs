//! From the model to code.

mod describe;
mod impls;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::check::check;
use crate::errors::Errors;
use crate::model::Model;

pub(crate) fn mapped(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let model = Model::from_input(input, &mut errors);
    if let Some(model) = &model {
        check(model, &mut errors);
    }
    match (model, errors.into_code()) {
        (Some(model), None) => expand(&model),
        // The attributes are written all the same, so that code that uses the model is not refused as well.
        (Some(model), Some(errors)) => {
            let constants = impls::constants(&model);
            quote!(#errors #constants)
        }
        (None, errors) => errors.unwrap_or_default(),
    }
}

fn expand(model: &Model) -> TokenStream {
    let constants = impls::constants(model);
    let alias = impls::alias(model);
    let shape = impls::shape(model);
    let core = impls::model(model);
    let mapped = impls::mapped(model);
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
