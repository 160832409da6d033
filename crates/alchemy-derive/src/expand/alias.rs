//! The struct that `User::alias` gives: the attributes once more, under another name of the table.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use crate::model::Model;
use crate::paths::private;

pub(crate) fn name(model: &Model) -> Ident {
    format_ident!("{}Alias", model.name)
}

pub(crate) fn alias(model: &Model) -> TokenStream {
    let p = private();
    let (name, alias, from) = (&model.name, name(model), &model.from);
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let declared = declaration(model);
    quote! {
        #declared
        #[automatically_derived]
        impl #implementation ::std::clone::Clone for #alias #types #bounds {
            fn clone(&self) -> Self {
                *self
            }
        }
        #[automatically_derived]
        impl #implementation ::std::marker::Copy for #alias #types #bounds {}
        #[automatically_derived]
        impl #implementation ::std::fmt::Debug for #alias #types #bounds {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.#from, f)
            }
        }
        #[automatically_derived]
        impl #implementation #p::IntoFrom for &#alias #types #bounds {
            fn into_from(self) -> #p::Source {
                self.#from.of_table(#p::TablePlace::of::<#name #types>())
            }
        }
        #[automatically_derived]
        impl #implementation #p::Alias for #alias #types #bounds {
            type Model = #name #types;

            fn alias_ref(&self) -> #p::FromRef {
                self.#from
            }
        }
    }
}

fn declaration(model: &Model) -> TokenStream {
    let p = private();
    let (name, alias, from, visibility) = (&model.name, name(model), &model.from, &model.visibility);
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let fields = model.mapped().map(|field| {
        let (visibility, ident, ty) = (&field.visibility, &field.ident, &field.ty);
        quote!(#visibility #ident: #p::Attr<#name #types, #ty>)
    });
    let docs = LitStr::new(&format!("The attributes of `{}` under an alias.", name.unraw()), name.span());
    quote! {
        #[doc = #docs]
        #[allow(dead_code, missing_docs, non_camel_case_types)]
        #visibility struct #alias #implementation #bounds {
            #(#fields,)*
            #from: #p::FromRef,
        }
    }
}
