//! What the ORM needs of a model: `Mapped`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use crate::expand::{alias, describe};
use crate::model::{Field, Model};
use crate::paths::private;
use crate::place;

pub(crate) fn mapped(model: &Model) -> TokenStream {
    let p = private();
    let (name, text) = (&model.name, model.name.unraw().to_string());
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let (info, describe) = (info(model), describe::calls(model));
    let (hydrate, fields, aliased) = (hydrate(model), fields(model), alias_over(model));
    quote! {
        #[automatically_derived]
        impl #implementation #p::Mapped for #name #types #bounds {
            const NAME: &'static str = #text;

            fn info() -> &'static #p::Mapper {
                #info
            }

            fn describe(describe: &mut #p::Describe) {
                #describe
            }

            #hydrate
            #fields
            #aliased
        }
    }
}

/// Where the mapper is kept. A static of a generic function is one for all types that it is made with.
fn info(model: &Model) -> TokenStream {
    let p = private();
    if model.is_generic() {
        return quote!(#p::shared_mapper::<Self>());
    }
    quote! {
        static MAPPER: ::std::sync::OnceLock<#p::Mapper> = ::std::sync::OnceLock::new();
        MAPPER.get_or_init(#p::Mapper::of::<Self>)
    }
}

fn hydrate(model: &Model) -> TokenStream {
    let p = private();
    let fields = model.fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        let attribute = format!("{}::{}", model.name.unraw(), field.name);
        let read = quote_spanned!(place::of(ty)=> <#ty as #p::Field>::hydrate(values, #attribute)?);
        let value = if field.skip { quote!(::std::default::Default::default()) } else { read };
        quote!(#ident: #value)
    });
    quote! {
        fn hydrate(values: &mut #p::Values<'_>) -> #p::Result<Self> {
            ::std::result::Result::Ok(Self { #(#fields,)* })
        }
    }
}

/// The fields by number, at the place of their types: a type that cannot be one is told there.
fn fields(model: &Model) -> TokenStream {
    let p = private();
    let arm = |(number, field): (usize, &Field), exclusive: bool| {
        let (ident, place) = (&field.ident, place::of(&field.ty));
        let borrow = if exclusive { quote_spanned!(place=> &mut self.) } else { quote_spanned!(place=> &self.) };
        let ident = place::moved(ident, place);
        quote_spanned!(place=> #number => #borrow #ident,)
    };
    let shared = model.mapped().enumerate().map(|field| arm(field, false));
    let exclusive = model.mapped().enumerate().map(|field| arm(field, true));
    quote! {
        fn field(&self, index: usize) -> &dyn #p::AnyField {
            match index {
                #(#shared)*
                _ => #p::no_such_field(index),
            }
        }

        fn field_mut(&mut self, index: usize) -> &mut dyn #p::AnyField {
            match index {
                #(#exclusive)*
                _ => #p::no_such_field(index),
            }
        }
    }
}

fn alias_over(model: &Model) -> TokenStream {
    let p = private();
    let (name, alias, hidden) = (&model.name, alias::name(model), &model.from);
    let (_, types, _) = model.generics.split_for_impl();
    let attributes = model.mapped().map(|field| {
        let (ident, constant) = (&field.ident, &field.constant);
        quote!(#ident: <#name #types>::#constant.of(from))
    });
    quote! {
        fn alias_over(from: #p::FromRef) -> Self::Alias {
            #alias { #(#attributes,)* #hidden: from }
        }
    }
}
