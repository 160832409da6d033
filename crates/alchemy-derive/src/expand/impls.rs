//! The attributes as constants, the alias, and the traits.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, LitStr};

use crate::expand::describe;
use crate::model::Model;
use crate::paths::private;

/// `impl User { pub const name: Attr<User, String> = …; }`
pub(crate) fn constants(model: &Model) -> TokenStream {
    let p = private();
    let name = &model.name;
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let constants = model.mapped().map(|field| {
        let (docs, visibility, constant, ty) = (&field.docs, &field.visibility, &field.constant, &field.ty);
        let (table, attribute, column) = (&model.table, &field.name, &field.column);
        quote! {
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

fn alias_name(model: &Model) -> Ident {
    format_ident!("{}Alias", model.name)
}

/// The struct that `User::alias` gives.
pub(crate) fn alias(model: &Model) -> TokenStream {
    let p = private();
    let (name, alias, visibility) = (&model.name, alias_name(model), &model.visibility);
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let fields = model.mapped().map(|field| {
        let (visibility, ident, ty) = (&field.visibility, &field.ident, &field.ty);
        quote!(#visibility #ident: #p::Attr<#name #types, #ty>)
    });
    let docs = LitStr::new(&format!("The attributes of `{name}` under an alias."), name.span());
    quote! {
        #[doc = #docs]
        #[allow(dead_code, missing_docs)]
        #visibility struct #alias #implementation #bounds {
            #(#fields,)*
            __from: #p::FromRef,
        }
        impl #implementation ::std::clone::Clone for #alias #types #bounds {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl #implementation ::std::marker::Copy for #alias #types #bounds {}
        impl #implementation ::std::fmt::Debug for #alias #types #bounds {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.__from, f)
            }
        }
        impl #implementation #p::IntoFrom for &#alias #types #bounds {
            fn into_from(self) -> #p::Source {
                self.__from.of_table(<#name #types as #p::Model>::TABLE)
            }
        }
        impl #implementation #p::Alias for #alias #types #bounds {
            type Model = #name #types;

            fn alias_ref(&self) -> #p::FromRef {
                self.__from
            }
        }
    }
}

fn width(model: &Model) -> TokenStream {
    let p = private();
    let widths = model.mapped().map(|field| {
        let ty = &field.ty;
        quote_spanned!(ty.span()=> <#ty as #p::Field>::WIDTH)
    });
    quote!(0 #(+ #widths)*)
}

/// A row holds one object.
pub(crate) fn shape(model: &Model) -> TokenStream {
    let p = private();
    let name = &model.name;
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let width = width(model);
    quote! {
        impl #implementation #p::Holds<#name #types> for #name #types #bounds {}
        impl #implementation #p::Shape for #name #types #bounds {
            const WIDTH: usize = #width;
            const ENTITIES: usize = 1;
            type In<Mo: #p::Mode> = Mo::Entity<Self>;

            fn decode<Mo: #p::Mode>(context: &mut Mo::Context, row: &dyn #p::Row, at: usize) -> #p::Result<Self::In<Mo>> {
                Mo::entity::<Self>(context, row, at)
            }

            fn entities<'r, Mo: #p::Mode>(
                row: &'r mut Self::In<Mo>,
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
    let (name, alias, table) = (&model.name, alias_name(model), &model.table);
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let keys: Vec<TokenStream> = model
        .mapped()
        .filter(|field| field.primary_key)
        .map(|field| {
            let ty = &field.ty;
            quote_spanned!(ty.span()=> <#ty as #p::SqlValue>::Read)
        })
        .collect();
    let key = if let [key] = &keys[..] { key.clone() } else { quote!((#(#keys,)*)) };
    // The width of a generic struct is no constant that an array could have.
    let raw = if model.generics.type_params().next().is_some() {
        quote!(let mut raw = vec![#p::ValueRef::Null; <Self as #p::Shape>::WIDTH];)
    } else {
        let width = width(model);
        quote!(let mut raw = [#p::ValueRef::Null; { #width }];)
    };
    quote! {
        impl #implementation #p::Model for #name #types #bounds {
            type Owned = Self;
            type Alias = #alias #types;
            type Key = #key;
            const TABLE: &'static str = #table;

            fn table() -> &'static #p::Table {
                <Self as #p::Mapped>::info().table()
            }

            fn check_mapping() -> #p::Result<()> {
                <Self as #p::Mapped>::info().check()
            }

            fn from_row(row: &dyn #p::Row, at: usize) -> #p::Result<Self> {
                #raw
                row.fill(at, &mut raw)?;
                <Self as #p::Mapped>::hydrate(&mut #p::Values::new(&raw))
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

/// What the ORM needs.
pub(crate) fn mapped(model: &Model) -> TokenStream {
    let p = private();
    let (name, alias) = (&model.name, alias_name(model));
    let (implementation, types, bounds) = model.generics.split_for_impl();
    let text = name.to_string();
    let info = if model.generics.type_params().next().is_some() {
        quote!(#p::shared_mapper::<Self>())
    } else {
        quote! {
            static MAPPER: ::std::sync::OnceLock<#p::Mapper> = ::std::sync::OnceLock::new();
            MAPPER.get_or_init(#p::Mapper::of::<Self>)
        }
    };
    let describe = describe::calls(model);
    let hydrate = model.fields.iter().map(|field| {
        let ident = &field.ident;
        let attribute = format!("{name}::{}", field.name);
        if field.skip {
            quote!(#ident: ::std::default::Default::default())
        } else {
            quote!(#ident: #p::Field::hydrate(values, #attribute)?)
        }
    });
    let idents: Vec<&Ident> = model.mapped().map(|field| &field.ident).collect();
    let numbers = 0..idents.len();
    let numbers_mut = 0..idents.len();
    let attributes = model.mapped().map(|field| {
        let (ident, constant) = (&field.ident, &field.constant);
        quote!(#ident: <#name #types>::#constant.of(from))
    });
    quote! {
        impl #implementation #p::Mapped for #name #types #bounds {
            const NAME: &'static str = #text;

            fn info() -> &'static #p::Mapper {
                #info
            }

            fn describe(describe: &mut #p::Describe) {
                #describe
            }

            fn hydrate(values: &mut #p::Values<'_>) -> #p::Result<Self> {
                ::std::result::Result::Ok(Self { #(#hydrate,)* })
            }

            fn field(&self, index: usize) -> &dyn #p::AnyField {
                match index {
                    #(#numbers => &self.#idents,)*
                    _ => #p::no_such_field(index),
                }
            }

            fn field_mut(&mut self, index: usize) -> &mut dyn #p::AnyField {
                match index {
                    #(#numbers_mut => &mut self.#idents,)*
                    _ => #p::no_such_field(index),
                }
            }

            fn alias_over(from: #p::FromRef) -> Self::Alias {
                #alias { #(#attributes,)* __from: from }
            }
        }
    }
}
