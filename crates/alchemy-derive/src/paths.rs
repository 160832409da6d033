//! The one place that spells where generated code finds its names.

use proc_macro_crate::{FoundCrate, crate_name};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;

use crate::place;

const ORM: &str = "alchemy_orm";
const CORE: &str = "alchemy_core";

pub(crate) fn private() -> TokenStream {
    let root = Ident::new(&root(), Span::call_site());
    quote!(::#root::private)
}

/// The ORM where the user's crate depends on it, and otherwise the core, each by the name that the user's manifest gives it.
/// Where there is no manifest to read, it is the ORM.
fn root() -> String {
    dependency("alchemy-orm", ORM).or_else(|| dependency("alchemy-core", CORE)).unwrap_or_else(|| ORM.to_owned())
}

/// What the user's crate calls that package. The package's own examples and doctests call it by its name.
fn dependency(package: &str, name: &str) -> Option<String> {
    match crate_name(package).ok()? {
        FoundCrate::Itself => Some(name.to_owned()),
        FoundCrate::Name(given) => Some(given),
    }
}

/// [`private`] at the place of what the user wrote, for calls that it is handed to.
pub(crate) fn private_at(written: &impl Spanned) -> TokenStream {
    place::moved(&private(), written.span())
}
