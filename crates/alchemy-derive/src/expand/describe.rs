//! The body of `describe`: one call a fact, each at the place of its attribute.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;

use crate::model::{Call, Field, Model};
use crate::paths::{private, private_at};
use crate::place;

pub(crate) fn calls(model: &Model) -> TokenStream {
    let fields = model.mapped().map(|field| {
        let (ty, name, column) = (&field.ty, &field.name, &field.column);
        let calls = field.calls.iter().map(|(place, made)| {
            let (checked, said) = (kind(model, field, *place, made), call(model, field, made));
            quote!(#checked #said)
        });
        let described = quote_spanned!(place::of(ty)=> describe.field::<#ty>(#name, #column););
        quote!(#described #(#calls)*)
    });
    let columns = |names: &Vec<Ident>| {
        let columns = names.iter().filter_map(|name| model.mapped().find(|field| field.ident == *name)).map(|field| &field.column);
        quote!(&[#(#columns),*])
    };
    let over_columns = model.indexes.iter().chain(&model.uniques).flatten().filter_map(|name| over_column(model, name));
    let indexes = model.indexes.iter().map(columns);
    let uniques = model.uniques.iter().map(columns);
    let checks = &model.checks;
    quote! {
        #(#fields)*
        #(#over_columns)*
        #(describe.table_index(#indexes);)*
        #(describe.table_unique(#uniques);)*
        #(describe.table_check(#checks);)*
    }
}

/// What an option asks of the type of its field.
enum Asked {
    Column,
    Relationship,
    Deferrable,
}

/// An index, or UNIQUE of the struct, is over columns.
fn over_column(model: &Model, name: &Ident) -> Option<TokenStream> {
    let field = model.mapped().find(|field| field.ident == *name)?;
    let message = format!("an index is over columns, and `{name}` is a relationship");
    Some(assertion(model, field, name.span(), Asked::Column, &message))
}

/// Makes sure that an option of a column stands at a column, and one of a relationship at a relationship: it would be said of
/// the field before otherwise. Options whose call asks that of the type by itself need nothing more.
fn kind(model: &Model, field: &Field, place: Span, call: &Call) -> TokenStream {
    let option = match call {
        Call::Length(_) => "length",
        Call::OfType(_) => "type",
        Call::Unique => "unique",
        Call::Index => "index",
        Call::Secondary(_) => "secondary",
        Call::ForeignKeys(_) => "foreign_keys",
        Call::Cascade(_) => "cascade",
        Call::OrderBy(_) => "order_by",
        Call::ViewOnly => "viewonly",
        Call::Deferred { .. } => {
            let message = format!("a query can leave out a `Deferred<T>` only: write `{}: Deferred<…>`", field.name);
            return assertion(model, field, place, Asked::Deferrable, &message);
        }
        _ => return TokenStream::new(),
    };
    let (asked, message) = if matches!(call, Call::Length(_) | Call::OfType(_) | Call::Unique | Call::Index) {
        (Asked::Column, format!("`{option}` is an option of a column, and `{}` is a relationship", field.name))
    } else {
        (Asked::Relationship, format!("`{option}` is an option of a relationship, and `{}` is a column", field.name))
    };
    assertion(model, field, place, asked, &message)
}

/// Asks a constant of the field's type; what it says otherwise is told at the place.
fn assertion(model: &Model, field: &Field, place: Span, asked: Asked, message: &str) -> TokenStream {
    let p = private();
    let (ty, place) = (&field.ty, place::at(place));
    let asked = match asked {
        Asked::Column => quote_spanned!(place=> <#ty as #p::Field>::WIDTH == 1),
        Asked::Relationship => quote_spanned!(place=> <#ty as #p::Field>::WIDTH == 0),
        Asked::Deferrable => quote_spanned!(place=> <#ty as #p::SqlValue>::DEFERRABLE),
    };
    let assertion = quote_spanned!(place=> ::std::assert!(#asked, #message));
    // A constant item is evaluated even where nothing calls `describe`, but knows no type parameters.
    if model.is_generic() { quote!(const { #assertion }) } else { quote!(const _: () = #assertion;) }
}

fn call(model: &Model, field: &Field, call: &Call) -> TokenStream {
    let p = private();
    let (name, ty) = (&model.name, &field.ty);
    let (_, types, _) = model.generics.split_for_impl();
    match call {
        Call::PrimaryKey => quote!(describe.primary_key();),
        Call::Length(number) => quote!(describe.length(#number);),
        Call::OfType(expr) => quote_spanned!(place::of(expr)=> describe.of_type(#expr);),
        Call::Unique => quote!(describe.unique();),
        Call::Index => quote!(describe.index();),
        Call::ServerDefault(expr) => {
            let p = private_at(expr);
            quote_spanned!(place::of(expr)=> describe.server_default(#p::server_default::<#ty, _>(#expr));)
        }
        Call::ForeignKey(expr) => {
            let p = private_at(expr);
            quote_spanned!(place::of(expr)=> describe.foreign_key(#p::foreign_key::<#ty, _, _>(#expr));)
        }
        Call::OnDelete(action) => {
            let action = format_ident!("{action}");
            quote!(describe.on_delete(#p::OnChange::#action);)
        }
        Call::Deferred { eager, group } => {
            let deferral = format_ident!("{}", if *eager { "Eager" } else { "Lazy" });
            let group = match group {
                Some(group) => quote!(::std::option::Option::Some(#group)),
                None => quote!(::std::option::Option::None),
            };
            quote_spanned!(place::of(ty)=> describe.deferred(#p::Deferral::#deferral, #group);)
        }
        Call::BackPopulates(expr) => {
            let p = private_at(expr);
            quote_spanned!(place::of(expr)=> describe.back_populates(#p::back_populates::<#name #types, #ty, _>(#expr));)
        }
        Call::Secondary(expr) => {
            let p = private_at(expr);
            quote_spanned!(place::of(expr)=> describe.secondary(#p::secondary::<#expr>());)
        }
        Call::ForeignKeys(exprs) => {
            let columns = exprs.iter().map(|expr| {
                let p = private_at(expr);
                quote_spanned!(place::of(expr)=> #p::column_of(#expr))
            });
            quote!(describe.foreign_keys(&[#(#columns),*]);)
        }
        Call::Cascade(words) => quote!(describe.cascade(#words);),
        Call::OrderBy(expr) => {
            let p = private_at(expr);
            quote_spanned!(place::of(expr)=> describe.order_by(|| #p::orders(#expr));)
        }
        Call::ViewOnly => quote!(describe.viewonly();),
    }
}
