//! What the core needs of a model: the shape of its rows, and `Model`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::expand::alias;
use crate::model::Model;
use crate::paths::private;
use crate::place;

fn width(model: &Model) -> TokenStream {
    let p = private();
    let widths = model.mapped().map(|field| {
        let ty = &field.ty;
        quote_spanned!(place::of(ty)=> <#ty as #p::Field>::WIDTH)
    });
    quote!(0 #(+ #widths)*)
}

/// A row holds one object.
pub(crate) fn shape(model: &Model) -> TokenStream {
    let p = private();
    let (name, mode) = (&model.name, &model.mode);
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let width = width(model);
    quote! {
        #[automatically_derived]
        impl #implementation #p::Holds<#name #types> for #name #types #bounds {}
        #[automatically_derived]
        impl #implementation #p::Shape for #name #types #bounds {
            const WIDTH: usize = #width;
            const ENTITIES: usize = 1;
            type In<#mode: #p::Mode> = #mode::Entity<Self>;

            fn decode<#mode: #p::Mode>(context: &mut #mode::Context, row: &dyn #p::Row, at: usize) -> #p::Result<Self::In<#mode>> {
                #mode::entity::<Self>(context, row, at)
            }

            fn entities<'r, #mode: #p::Mode>(
                row: &'r mut Self::In<#mode>,
                visit: &mut dyn FnMut(::std::option::Option<&'r mut (dyn ::std::any::Any + ::std::marker::Send)>),
            ) {
                visit(::std::option::Option::Some(row));
            }
        }
    }
}

/// What the core needs.
pub(crate) fn model(model: &Model) -> TokenStream {
    let p = private();
    let (name, alias, table) = (&model.name, alias::name(model), &model.table);
    let schema = model
        .schema_name()
        .map(|schema| quote!(const SCHEMA: ::std::option::Option<&'static #p::Name> = ::std::option::Option::Some(#schema);));
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let keys: Vec<TokenStream> = model
        .mapped()
        .filter(|field| field.primary_key)
        .map(|field| {
            let ty = &field.ty;
            quote_spanned!(place::of(ty)=> <#ty as #p::SqlValue>::Read)
        })
        .collect();
    let key = if let [key] = &keys[..] { key.clone() } else { quote!((#(#keys,)*)) };
    // The width of a generic struct is no constant that an array could have.
    let raw = if model.is_generic() {
        quote!(let mut raw = ::std::vec![#p::ValueRef::Null; <Self as #p::Shape>::WIDTH];)
    } else {
        let width = width(model);
        quote!(let mut raw = [#p::ValueRef::Null; { #width }];)
    };
    quote! {
        #[automatically_derived]
        impl #implementation #p::Model for #name #types #bounds {
            type Owned = Self;
            type Alias = #alias #types;
            type Key = #key;
            const TABLE: &'static str = #table;
            #schema

            fn table() -> &'static #p::Table {
                <Self as #p::Mapped>::info().table()
            }

            fn check_mapping() -> #p::Result<()> {
                <Self as #p::Mapped>::info().check()
            }

            fn from_row(row: &dyn #p::Row, at: usize) -> #p::Result<Self> {
                #raw
                row.fill(at, &mut raw)?;
                <Self as #p::Mapped>::hydrate(&mut #p::Values::new(&raw)).map_err(|error| error.behind_columns(at))
            }

            fn insert_values(&self) -> #p::Result<::std::vec::Vec<(#p::Name, #p::Value)>> {
                #p::insert_values(self)
            }

            fn mapper() -> &'static (dyn ::std::any::Any + ::std::marker::Send + ::std::marker::Sync) {
                const { &#p::TypedMapper::<Self>::new() }
            }
        }
    }
}
