//! Where generated code stands, so that errors point at what the user wrote.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;

/// The place of what the user wrote, for code of ours. Its names are ours all the same: in a model that a macro writes, the
/// user's tokens come from elsewhere, where our arguments and `self` are unknown.
pub(crate) fn of(written: &impl Spanned) -> Span {
    at(written.span())
}

/// [`of`], for a place alone.
pub(crate) fn at(place: Span) -> Span {
    Span::call_site().located_at(place)
}

/// The same tokens at another place; they keep their names.
pub(crate) fn moved(written: &impl ToTokens, place: Span) -> TokenStream {
    let moved = written.to_token_stream().into_iter().map(|mut token| {
        token.set_span(token.span().located_at(place));
        token
    });
    moved.collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn moved_tokens_stay_what_they_are() {
        let visibility: syn::Visibility = syn::parse_quote!(pub(in a::b));
        let place = proc_macro2::Span::call_site();
        assert_eq!(super::moved(&visibility, place).to_string(), "pub (in a :: b)");
    }
}
