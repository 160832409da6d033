//! What is written of a struct with mistakes, so that code that uses it is not refused as well.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::format_ident;
use syn::ext::IdentExt;

use crate::check::is_reserved;
use crate::expand;
use crate::model::Model;

/// The same code as without mistakes, but for constants that would give errors of their own: two of one name, and those
/// that hide a function.
pub(crate) fn fallback(mut model: Model) -> TokenStream {
    let mut taken = HashSet::new();
    for field in model.fields.iter_mut().filter(|field| !field.skip) {
        while is_reserved(&field.constant.unraw().to_string()) || !taken.insert(field.constant.unraw().to_string()) {
            field.constant = format_ident!("{}_", field.constant);
        }
    }
    expand::expand(&model)
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use crate::expand::mapped;

    #[test]
    fn a_struct_with_mistakes_still_has_its_attributes_and_traits() {
        let code = mapped(&parse_quote! {
            struct P {
                #[mapped(primary_ky)]
                id: i64,
                select: String,
                #[mapped(attr = id)]
                other: i64,
            }
        });
        let code = code.to_string();
        for expected in ["const id :", "const id_ :", "const select_ :", "Mapped for P", "unknown option `primary_ky`"] {
            assert!(code.contains(expected), "{expected} is missing");
        }
        assert!(!code.contains("const select :"));
    }
}
