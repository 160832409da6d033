//! `#[covers("SEL-01", …)]`: a test says which features it shows. The claim counts only once the test has run and not
//! failed: then a line `id<TAB>database<TAB>test` is appended to the file that the variable `ALCHEMY_CLAIMS` names, which
//! `cargo xtask features` reads.

use proc_macro::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{ItemFn, LitStr, Token, parse_macro_input};

/// Claims features for a test; at most eight, so that a claim says something.
///
/// The database is the one named by `ALCHEMY_TEST_NAME`, or `any` for tests that need none.
///
/// ```
/// use alchemy_claims::covers;
///
/// #[covers("SEL-01", "SEL-02")]
/// fn a_column_can_be_selected() {
///     assert_eq!(1 + 1, 2);
/// }
/// # a_column_can_be_selected();
/// ```
#[proc_macro_attribute]
pub fn covers(ids: TokenStream, item: TokenStream) -> TokenStream {
    let parser = Punctuated::<LitStr, Token![,]>::parse_terminated;
    let ids: Vec<LitStr> = match parser.parse(ids) {
        Ok(ids) => ids.into_iter().collect(),
        Err(error) => return error.to_compile_error().into(),
    };
    if ids.is_empty() || ids.len() > 8 {
        let message = "a test claims between one and eight features";
        return syn::Error::new(proc_macro2::Span::call_site(), message).to_compile_error().into();
    }
    let mut function = parse_macro_input!(item as ItemFn);
    let (name, body) = (function.sig.ident.to_string(), &function.block);
    function.block = syn::parse_quote! {{
        struct Claim;
        impl ::std::ops::Drop for Claim {
            fn drop(&mut self) {
                if ::std::thread::panicking() {
                    return;
                }
                let Some(path) = ::std::env::var_os("ALCHEMY_CLAIMS") else { return };
                let database = ::std::env::var("ALCHEMY_TEST_NAME").unwrap_or_else(|_| "any".to_owned());
                let lines: ::std::string::String = [#(#ids),*]
                    .iter()
                    .map(|id| ::std::format!("{id}\t{database}\t{}::{}\n", ::std::module_path!(), #name))
                    .collect();
                let file = ::std::fs::OpenOptions::new().create(true).append(true).open(path);
                let written = file.and_then(|mut file| ::std::io::Write::write_all(&mut file, lines.as_bytes()));
                assert!(written.is_ok(), "the claims cannot be written: {written:?}");
            }
        }
        let _claim = Claim;
        #body
    }};
    quote!(#function).into()
}
