//! `#[derive(FromRow)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DataStruct, DeriveInput, Error, Fields, Result};

use crate::paths::private;

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let p = private();
    let name = &input.ident;
    let Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) = &input.data else {
        return Err(Error::new(name.span(), "`FromRow` is for structs with named fields"));
    };
    let idents: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
    let columns: Vec<String> = idents.iter().map(|ident| ident.unraw().to_string()).collect();
    let width = idents.len();
    let (implementation, types, bounds) = input.generics.split_for_impl();
    Ok(quote! {
        const _: () = {
            impl #implementation #p::Shape for #name #types #bounds {
                const WIDTH: usize = #width;
                type In<Mo: #p::Mode> = Self;

                fn decode<Mo: #p::Mode>(_: &mut Mo::Context, row: &dyn #p::Row, _: usize) -> #p::Result<Self> {
                    ::std::result::Result::Ok(Self { #(#idents: #p::row_get(row, #columns)?,)* })
                }
            }
            impl #implementation #p::FromRow for #name #types #bounds {
                const COLUMNS: &'static [&'static str] = &[#(#columns),*];
            }
        };
    })
}
