//! `#[derive(SqlValue)]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Data, DataStruct, DeriveInput, Error, Fields, Result};

use crate::paths::private;
use crate::place;

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let p = private();
    let name = &input.ident;
    let inner = match &input.data {
        Data::Struct(DataStruct { fields: Fields::Unnamed(fields), .. }) if fields.unnamed.len() == 1 => &fields.unnamed[0].ty,
        _ => return Err(Error::new(name.span(), "`SqlValue` is for structs with one unnamed field: `struct Email(String);`")),
    };
    if let Some(parameter) = input.generics.params.first() {
        return Err(Error::new_spanned(parameter, "a column type has no parameters"));
    }
    let whole = "a column type wraps a value that is always there; where a column may be NULL, or be left to the database, \
                 its field says so: `Option<Email>`, `Auto<OrderId>`";
    let whole = quote_spanned! {place::of(inner)=>
        ::std::assert!(
            !(<#inner as #p::SqlValue>::NULLABLE || <#inner as #p::SqlValue>::AUTO || <#inner as #p::SqlValue>::DEFERRABLE),
            #whole
        )
    };
    Ok(quote! {
        const _: () = {
            const _: () = #whole;
            #[automatically_derived]
            impl #p::Shape for #name {
                const WIDTH: usize = 1;
                type In<Mode: #p::Mode> = Self;

                fn decode<Mode: #p::Mode>(_: &mut Mode::Context, row: &dyn #p::Row, at: usize) -> #p::Result<Self> {
                    #p::read_column(row, at)
                }
            }
            #[automatically_derived]
            impl #p::SqlValue for #name {
                type Family = <#inner as #p::SqlValue>::Family;
                type NotNull = Self;
                type Null = #p::NotNull;
                type Read = Self;
                const WRAPPED: bool = <#inner as #p::SqlValue>::WRAPPED;

                fn wrap_bind(value: #p::Node) -> #p::Node {
                    <#inner as #p::SqlValue>::wrap_bind(value)
                }

                fn wrap_column(column: #p::Node) -> #p::Node {
                    <#inner as #p::SqlValue>::wrap_column(column)
                }

                fn sql_type() -> #p::SqlType {
                    <#inner as #p::SqlValue>::sql_type()
                }

                fn from_value(value: #p::ValueRef<'_>) -> #p::Result<Self> {
                    ::std::result::Result::Ok(Self(<#inner as #p::SqlValue>::from_value(value)?))
                }

                fn to_value(&self) -> #p::Value {
                    <#inner as #p::SqlValue>::to_value(&self.0)
                }
            }
            #[automatically_derived]
            impl #p::IntoExpr for &#name {
                type Value = #name;

                fn into_expr(self) -> #p::Expr<#name> {
                    #p::Expr::of_value(self)
                }
            }
        };
    })
}
