//! The body of `describe`: one call a fact, each at the place of its attribute.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use crate::model::{Call, Field, Model};
use crate::paths::private;

pub(crate) fn calls(model: &Model) -> TokenStream {
    let fields = model.mapped().map(|field| {
        let (ty, name, column) = (&field.ty, &field.name, &field.column);
        let calls = field.calls.iter().map(|(place, made)| {
            let (checked, said) = (kind(model, field, *place, made), call(model, field, made));
            quote!(#checked #said)
        });
        let described = quote_spanned!(ty.span()=> describe.field::<#ty>(#name, #column););
        quote!(#described #(#calls)*)
    });
    let columns = |names: &Vec<Ident>| {
        let columns = names.iter().filter_map(|name| table_column(model, name));
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

/// A column of an index: asked of the attribute, which only a column's answers.
fn table_column(model: &Model, name: &Ident) -> Option<TokenStream> {
    let p = private();
    let (model_name, (_, types, _)) = (&model.name, model.generics.split_for_impl());
    let field = model.mapped().find(|field| field.ident == *name)?;
    // The constant's own name, at the place where the index names it.
    let mut constant = field.constant.clone();
    constant.set_span(name.span());
    Some(quote_spanned!(name.span()=> #p::column_of(<#model_name #types>::#constant).1))
}

/// Makes sure that an option of a column stands at a column, and one of a relationship at a relationship: it would be said of
/// the field before otherwise. Options whose call asks that of the type by itself need nothing more.
fn kind(model: &Model, field: &Field, place: Span, call: &Call) -> TokenStream {
    let p = private();
    let ty = at(place, field.ty.to_token_stream());
    match call {
        Call::Length(_) | Call::Unique | Call::Index => {
            quote_spanned!(place=> let _ = <#ty as #p::SqlValue>::NULLABLE;)
        }
        Call::Secondary(_) | Call::ForeignKeys(_) | Call::Cascade(_) | Call::OrderBy(_) | Call::ViewOnly => {
            quote_spanned!(place=> let _ = <#ty as #p::Related>::loaded;)
        }
        Call::Deferred { .. } => {
            let message = format!("a query can leave out a `Deferred<T>` only: write `{}: Deferred<…>`", field.name);
            let assertion = quote_spanned!(place=> ::std::assert!(<#ty as #p::SqlValue>::DEFERRABLE, #message));
            // A constant item is evaluated even where nothing calls `describe`, but knows no type parameters.
            if model.is_generic() { quote!(const { #assertion }) } else { quote!(const _: () = #assertion;) }
        }
        _ => TokenStream::new(),
    }
}

/// The tokens at another place, with the names that they had where they were written.
fn at(place: Span, tokens: TokenStream) -> TokenStream {
    let moved = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = TokenTree::Group(Group::new(group.delimiter(), at(place, group.stream())));
        }
        token.set_span(place.resolved_at(token.span()));
        token
    });
    moved.collect()
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
