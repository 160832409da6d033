//! The attributes, as associated constants: `impl User { pub const name: Attr<User, String> = …; }`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::model::Model;
use crate::paths::private;
use crate::place;

pub(crate) fn constants(model: &Model) -> TokenStream {
    let p = private();
    let name = &model.name;
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let constants = model.mapped().map(|field| {
        let (docs, visibility, constant, ty) = (&field.docs, &field.visibility, &field.constant, &field.ty);
        let (table, attribute, column) = (model.place(), &field.name, &field.column);
        // At the place of the field, so that a function of its name is told there.
        let visibility = place::moved(visibility, field.span());
        let place = place::at(field.span());
        quote_spanned! {place=>
            #(#docs)*
            #visibility const #constant: #p::Attr<#name #types, #ty> = #p::Attr::new(#table, #attribute, #column);
        }
    });
    quote! {
        #[allow(non_upper_case_globals, dead_code, missing_docs)]
        impl #implementation #name #types #bounds {
            #(#constants)*
        }
    }
}
