//! The one place that spells where generated code finds its names.

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn private() -> TokenStream {
    quote!(::alchemy_orm::private)
}
