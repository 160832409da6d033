//! `#[derive(SqlEnum)]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Attribute, Data, DeriveInput, Error, Expr, Fields, Ident, LitInt, LitStr, Result, Variant};

use crate::paths::private;

/// What the attributes of the enum say.
#[derive(Default)]
struct Options {
    name: Option<LitStr>,
    schema: Option<LitStr>,
    length: Option<LitInt>,
    check: Option<LitStr>,
    text: bool,
    integer: bool,
}

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new(input.ident.span(), "`SqlEnum` is for enums"));
    };
    if let Some(parameter) = input.generics.params.first() {
        return Err(Error::new_spanned(parameter, "a column type has no parameters"));
    }
    if data.variants.is_empty() {
        return Err(Error::new(input.ident.span(), "an enum without variants has no values to store"));
    }
    if let Some(variant) = data.variants.iter().find(|variant| !matches!(variant.fields, Fields::Unit)) {
        return Err(Error::new_spanned(&variant.fields, "a variant that holds something cannot be a word in a column"));
    }
    let options = options(&input.attrs)?;
    let variants: Vec<&Variant> = data.variants.iter().collect();
    if options.integer { integers(&input.ident, &variants) } else { words(&input.ident, &options, &variants) }
}

fn options(attributes: &[Attribute]) -> Result<Options> {
    let mut options = Options::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("sql_enum")) {
        attribute.parse_nested_meta(|meta| {
            match meta.path.get_ident().map(Ident::to_string).as_deref() {
                Some("name") => options.name = Some(meta.value()?.parse()?),
                Some("schema") => options.schema = Some(meta.value()?.parse()?),
                Some("length") => options.length = Some(meta.value()?.parse()?),
                Some("check") => options.check = Some(meta.value()?.parse()?),
                Some("text") => options.text = true,
                Some("integer") => options.integer = true,
                _ => return Err(meta.error("not an option of `SqlEnum`: name, schema, text, length, check, integer")),
            }
            Ok(())
        })?;
    }
    Ok(options)
}

/// The word of a variant: by its attribute, or its name in snake case.
fn word(variant: &Variant) -> Result<LitStr> {
    let mut word = None;
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("sql_enum")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("value") {
                return Err(meta.error("not an option of a variant: value"));
            }
            word = Some(meta.value()?.parse::<LitStr>()?);
            Ok(())
        })?;
    }
    Ok(word.unwrap_or_else(|| LitStr::new(&snake_case(&variant.ident.to_string()), variant.ident.span())))
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, c) in name.chars().enumerate() {
        if c.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

fn words(name: &Ident, options: &Options, variants: &[&Variant]) -> Result<TokenStream> {
    let p = private();
    let words = variants.iter().map(|variant| word(variant)).collect::<Result<Vec<_>>>()?;
    for (index, word) in words.iter().enumerate() {
        if words[..index].iter().any(|earlier| earlier.value() == word.value()) {
            return Err(Error::new(word.span(), format!("two variants are stored as `{}`", word.value())));
        }
    }
    let type_name = options.name.clone().unwrap_or_else(|| LitStr::new(&name.to_string().to_lowercase(), name.span()));
    let schema = options.schema.iter().map(|schema| quote!(.schema(#schema)));
    let text = options.text.then(|| quote!(.as_text()));
    let length = options.length.iter().map(|length| quote!(.length(#length)));
    let check = options.check.iter().map(|check| quote!(.checked(#check)));
    let sql_type = quote! {
        #p::SqlType::from(#p::EnumType::new(#type_name, [#(#words),*]) #(#schema)* #text #(#length)*) #(#check)*
    };
    let idents: Vec<&Ident> = variants.iter().map(|variant| &variant.ident).collect();
    let target = name.to_string();
    let read = quote! {
        match value {
            #p::ValueRef::Text(text) => match text {
                #(text if text == #words.as_bytes() => ::std::result::Result::Ok(Self::#idents),)*
                _ => ::std::result::Result::Err(#p::unknown_word(#target)),
            },
            other => ::std::result::Result::Err(#p::not_a_word(#target, other)),
        }
    };
    let write = quote!(#p::Value::from(match self { #(Self::#idents => #words,)* }));
    Ok(column_type(name, &quote!(SqlText), &sql_type, &read, &write))
}

/// Variants stored as their numbers.
fn integers(name: &Ident, variants: &[&Variant]) -> Result<TokenStream> {
    let p = private();
    let idents: Vec<&Ident> = variants.iter().map(|variant| &variant.ident).collect();
    for variant in variants {
        if let Some((_, Expr::Lit(_) | Expr::Unary(_))) | None = &variant.discriminant {
            continue;
        }
        return Err(Error::new_spanned(&variant.ident, "the number of a variant is a literal"));
    }
    let target = name.to_string();
    let read = quote! {{
        let number = <i64 as #p::SqlValue>::from_value(value)?;
        #(if number == Self::#idents as i64 { return ::std::result::Result::Ok(Self::#idents); })*
        ::std::result::Result::Err(#p::unknown_word(#target))
    }};
    let write = quote_spanned! {name.span()=> #p::Value::from(match self { #(Self::#idents => Self::#idents as i64,)* })};
    Ok(column_type(name, &quote!(SqlInteger), &quote!(#p::SqlType::Integer), &read, &write))
}

fn column_type(name: &Ident, family: &TokenStream, sql_type: &TokenStream, read: &TokenStream, write: &TokenStream) -> TokenStream {
    let p = private();
    quote! {
        const _: () = {
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
                type Family = #p::#family;
                type NotNull = Self;
                type Null = #p::NotNull;
                type Read = Self;

                fn sql_type() -> #p::SqlType {
                    #sql_type
                }

                fn from_value(value: #p::ValueRef<'_>) -> #p::Result<Self> {
                    #read
                }

                fn to_value(&self) -> #p::Value {
                    #write
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
    }
}
