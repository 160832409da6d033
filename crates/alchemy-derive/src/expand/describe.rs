//! The body of `describe`: one call a fact, each at the place of its attribute.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::model::{Call, Field, Model};
use crate::paths::private;

pub(crate) fn calls(model: &Model) -> TokenStream {
    let fields = model.mapped().map(|field| {
        let (ty, name, column) = (&field.ty, &field.name, &field.column);
        let calls = field.calls.iter().map(|made| call(model, field, made));
        let described = quote_spanned!(ty.span()=> describe.field::<#ty>(#name, #column););
        quote!(#described #(#calls)*)
    });
    let columns = |names: &Vec<syn::Ident>| {
        let columns = names.iter().filter_map(|name| model.mapped().find(|field| field.ident == *name)).map(|field| &field.column);
        quote!(&[#(#columns),*])
    };
    let indexes = model.indexes.iter().map(columns);
    let uniques = model.uniques.iter().map(columns);
    let checks = &model.checks;
    quote! {
        #(#fields)*
        #(describe.table_index(#indexes);)*
        #(describe.table_unique(#uniques);)*
        #(describe.table_check(#checks);)*
    }
}

fn call(model: &Model, field: &Field, call: &Call) -> TokenStream {
    let p = private();
    let (name, ty) = (&model.name, &field.ty);
    let (_, types, _) = model.generics.split_for_impl();
    match call {
        Call::PrimaryKey => quote!(describe.primary_key();),
        Call::Length(number) => quote!(describe.length(#number);),
        Call::Unique => quote!(describe.unique();),
        Call::Index => quote!(describe.index();),
        Call::ServerDefault(expr) => {
            quote_spanned!(expr.span()=> describe.server_default(#p::server_default::<#ty, _>(#expr));)
        }
        Call::ForeignKey(expr) => quote_spanned!(expr.span()=> describe.foreign_key(#p::foreign_key::<#ty, _, _>(#expr));),
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
            quote_spanned!(ty.span()=> describe.deferred(#p::Deferral::#deferral, #group);)
        }
        Call::BackPopulates(expr) => {
            quote_spanned!(expr.span()=> describe.back_populates(#p::back_populates::<#name #types, #ty, _>(#expr));)
        }
        Call::Secondary(expr) => quote_spanned!(expr.span()=> describe.secondary(#p::secondary::<#expr>());),
        Call::ForeignKeys(exprs) => {
            let columns = exprs.iter().map(|expr| quote_spanned!(expr.span()=> #p::column_of(#expr)));
            quote!(describe.foreign_keys(&[#(#columns),*]);)
        }
        Call::Cascade(words) => quote!(describe.cascade(#words);),
        Call::OrderBy(expr) => quote_spanned!(expr.span()=> describe.order_by(|| #p::orders(#expr));),
        Call::ViewOnly => quote!(describe.viewonly();),
    }
}
