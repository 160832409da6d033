//! The one place that spells where generated code finds its names.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;

use crate::place;

pub(crate) fn private() -> TokenStream {
    quote!(::alchemy_orm::private)
}

/// [`private`] at the place of what the user wrote, for calls that it is handed to.
pub(crate) fn private_at(written: &impl Spanned) -> TokenStream {
    place::moved(&private(), written.span())
}
