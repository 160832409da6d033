//! `#[derive(FromRow)]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Data, DataStruct, DeriveInput, Error, Fields, Result};

use crate::model::mode;
use crate::paths::private;
use crate::place;

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let p = private();
    let name = &input.ident;
    let Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) = &input.data else {
        return Err(Error::new(name.span(), "`FromRow` is for structs with named fields"));
    };
    if let Some(lifetime) = input.generics.lifetimes().next() {
        return Err(Error::new(
            lifetime.lifetime.span(),
            "a struct that is read from a row owns its values; it cannot have lifetime parameters",
        ));
    }
    let idents: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
    let columns: Vec<String> = idents.iter().map(|ident| ident.unraw().to_string()).collect();
    let (width, mode) = (idents.len(), mode(&input.generics));
    // At the place of the type, so that one that no column has is told there.
    let read = fields.named.iter().zip(&columns).map(|(field, column)| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote_spanned!(place::of(ty)=> #ident: #p::row_get::<#ty>(row, #column)?)
    });
    let (implementation, types, bounds) = input.generics.split_for_impl();
    Ok(quote! {
        const _: () = {
            #[automatically_derived]
            impl #implementation #p::Shape for #name #types #bounds {
                const WIDTH: usize = #width;
                type In<#mode: #p::Mode> = Self;

                fn decode<#mode: #p::Mode>(_: &mut #mode::Context, row: &dyn #p::Row, _: usize) -> #p::Result<Self> {
                    ::std::result::Result::Ok(Self { #(#read,)* })
                }

                // Its columns are found by name, wherever they stand.
                fn unreadable(_: usize, _: &dyn ::std::ops::Fn(usize) -> bool) -> ::std::option::Option<usize> {
                    ::std::option::Option::None
                }
            }
            #[automatically_derived]
            impl #implementation #p::FromRow for #name #types #bounds {
                const COLUMNS: &'static [&'static str] = &[#(#columns),*];
            }
        };
    })
}
