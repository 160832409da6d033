//! The struct as we see it.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DataStruct, DeriveInput, Error, Expr, Fields, Generics, Ident, LitStr, Type, Visibility};

use crate::attr::{Argument, Opt, options, unknown};
use crate::errors::Errors;
use crate::paths::private;

/// A mapped struct.
pub(crate) struct Model {
    pub(crate) name: Ident,
    /// The attributes' way to the struct under an alias; no field is called so.
    pub(crate) from: Ident,
    /// The type parameter for the mode of a row; no parameter of the struct is called so.
    pub(crate) mode: Ident,
    pub(crate) visibility: Visibility,
    pub(crate) generics: Generics,
    pub(crate) table: String,
    pub(crate) schema: Option<LitStr>,
    pub(crate) indexes: Vec<Vec<Ident>>,
    pub(crate) uniques: Vec<Vec<Ident>>,
    pub(crate) checks: Vec<LitStr>,
    pub(crate) fields: Vec<Field>,
}

/// A field of it.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) visibility: Visibility,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<Attribute>,
    /// The constant's name.
    pub(crate) constant: Ident,
    /// The field's name, without `r#`.
    pub(crate) name: String,
    pub(crate) column: String,
    pub(crate) skip: bool,
    pub(crate) primary_key: bool,
    pub(crate) calls: Vec<(Span, Call)>,
}

/// What the description says of a field, in the order of its options.
pub(crate) enum Call {
    PrimaryKey,
    Length(u32),
    OfType(Expr),
    Unique,
    Index,
    ServerDefault(Expr),
    ForeignKey(Expr),
    OnDelete(&'static str),
    Deferred { eager: bool, group: Option<LitStr> },
    BackPopulates(Expr),
    Secondary(Expr),
    ForeignKeys(Vec<Expr>),
    Cascade(LitStr),
    OrderBy(Expr),
    ViewOnly,
}

const STRUCT_OPTIONS: &[&str] = &["table", "schema", "index", "unique", "check"];
const FIELD_OPTIONS: &[&str] = &[
    "primary_key",
    "column",
    "length",
    "type",
    "unique",
    "index",
    "foreign_key",
    "on_delete",
    "server_default",
    "deferred",
    "attr",
    "skip",
    "back_populates",
    "secondary",
    "foreign_keys",
    "cascade",
    "order_by",
    "viewonly",
];
const CASCADES: &[&str] = &["all", "save-update", "delete", "delete-orphan"];

impl Model {
    pub(crate) fn from_input(input: &DeriveInput, errors: &mut Errors) -> Option<Model> {
        let Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) = &input.data else {
            errors.push(Error::new(input.ident.span(), "`Mapped` is for structs with named fields"));
            return None;
        };
        if let Some(lifetime) = input.generics.lifetimes().next() {
            errors.push(Error::new(lifetime.span(), "a mapped struct owns its values; it cannot have lifetime parameters"));
            return None;
        }
        let mut model = Model {
            name: input.ident.clone(),
            from: free("__from", fields.named.iter().filter_map(|field| field.ident.as_ref())),
            mode: mode(&input.generics),
            visibility: input.vis.clone(),
            generics: input.generics.clone(),
            table: snake_case(&input.ident.unraw().to_string()),
            schema: None,
            indexes: Vec::new(),
            uniques: Vec::new(),
            checks: Vec::new(),
            fields: Vec::new(),
        };
        for option in options(&input.attrs, errors) {
            let result = model.option(&option);
            errors.take(result);
        }
        let (_, types, _) = input.generics.split_for_impl();
        let name = &input.ident;
        let itself = quote!(#name #types);
        for field in &fields.named {
            model.fields.extend(Field::from_syn(field, &itself, errors));
        }
        Some(model)
    }

    /// The schema as a name of the program's text.
    pub(crate) fn schema_name(&self) -> Option<TokenStream> {
        let (p, schema) = (private(), self.schema.as_ref()?);
        Some(quote!(&#p::Name::Static(#schema)))
    }

    /// The table as attributes hold it.
    pub(crate) fn place(&self) -> TokenStream {
        let (p, table) = (private(), &self.table);
        match self.schema_name() {
            Some(schema) => quote!(#p::TablePlace::in_schema(#schema, #table)),
            None => quote!(#p::TablePlace::named(#table)),
        }
    }

    /// Whether it is several types, of which none may own a static or be the length of an array.
    pub(crate) fn is_generic(&self) -> bool {
        !self.generics.params.is_empty()
    }

    fn option(&mut self, option: &Opt) -> syn::Result<()> {
        match option.name.to_string().as_str() {
            "table" => self.table = option.quoted_name()?.value(),
            "schema" => self.schema = Some(option.quoted_name()?),
            "index" => self.indexes.push(option.items()?),
            "unique" => self.uniques.push(option.items()?),
            "check" => self.checks.extend(option.items::<LitStr>()?),
            _ => return Err(unknown(option, STRUCT_OPTIONS)),
        }
        Ok(())
    }

    /// The fields that are columns or relationships.
    pub(crate) fn mapped(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.skip)
    }
}

impl Field {
    fn from_syn(field: &syn::Field, itself: &TokenStream, errors: &mut Errors) -> Option<Field> {
        let ident = field.ident.clone()?;
        let name = ident.unraw().to_string();
        let mut this = Field {
            constant: ident.clone(),
            column: name.clone(),
            name,
            ident,
            visibility: field.vis.clone(),
            ty: errors.take(without_self(&field.ty, itself))?,
            docs: field.attrs.iter().filter(|attribute| attribute.path().is_ident("doc")).cloned().collect(),
            skip: false,
            primary_key: false,
            calls: Vec::new(),
        };
        let options = options(&field.attrs, errors);
        for (index, option) in options.iter().enumerate() {
            if options[..index].iter().any(|earlier| earlier.name == option.name) {
                errors.push(Error::new(option.span(), format!("`{}` is said twice of `{}`", option.name, this.name)));
                continue;
            }
            let result = this.option(option);
            errors.take(result);
        }
        Some(this)
    }

    fn option(&mut self, option: &Opt) -> syn::Result<()> {
        let call = match option.name.to_string().as_str() {
            "column" => {
                self.column = option.quoted_name()?.value();
                return Ok(());
            }
            "attr" => {
                self.constant = option.ident()?;
                return Ok(());
            }
            "skip" => {
                self.skip = true;
                return option.flag();
            }
            "primary_key" => {
                self.primary_key = true;
                option.flag().map(|()| Call::PrimaryKey)?
            }
            "length" => Call::Length(option.number()?),
            "type" => Call::OfType(option.expr()?),
            "unique" => option.flag().map(|()| Call::Unique)?,
            "index" => option.flag().map(|()| Call::Index)?,
            "foreign_key" => Call::ForeignKey(option.attribute()?),
            "on_delete" => Call::OnDelete(on_delete(&option.text()?)?),
            "server_default" => Call::ServerDefault(option.expr()?),
            "deferred" => deferred(option)?,
            "back_populates" => Call::BackPopulates(option.attribute()?),
            "secondary" => Call::Secondary(option.model()?),
            "foreign_keys" => Call::ForeignKeys(option.attributes()?),
            "cascade" => Call::Cascade(cascade(option.text()?)?),
            "order_by" => Call::OrderBy(option.attribute()?),
            "viewonly" => option.flag().map(|()| Call::ViewOnly)?,
            _ => return Err(unknown(option, FIELD_OPTIONS)),
        };
        self.calls.push((option.span(), call));
        Ok(())
    }

    pub(crate) fn span(&self) -> Span {
        self.ident.span()
    }
}

fn deferred(option: &Opt) -> syn::Result<Call> {
    let (mut eager, mut group) = (false, None);
    let inner = match &option.argument {
        Argument::None => Vec::new(),
        _ => option.items::<Opt>()?,
    };
    for inner in inner {
        match inner.name.to_string().as_str() {
            "eager" => eager = inner.flag().map(|()| true)?,
            "group" => group = Some(inner.text()?),
            _ => return Err(unknown(&inner, &["eager", "group"])),
        }
    }
    Ok(Call::Deferred { eager, group })
}

fn on_delete(text: &LitStr) -> syn::Result<&'static str> {
    match text.value().to_ascii_lowercase().as_str() {
        "cascade" => Ok("Cascade"),
        "set null" => Ok("SetNull"),
        "set default" => Ok("SetDefault"),
        "restrict" => Ok("Restrict"),
        "no action" => Ok("NoAction"),
        other => {
            let message = format!("`{other}` is no action; known are cascade, set null, set default, restrict, no action");
            Err(Error::new(text.span(), message))
        }
    }
}

fn cascade(text: LitStr) -> syn::Result<LitStr> {
    let value = text.value();
    let mut words = value.split(',').map(str::trim).filter(|word| !word.is_empty());
    match words.find(|word| !CASCADES.contains(word)) {
        Some(word) => Err(Error::new(text.span(), format!("`{word}` is no cascade; known are {}", CASCADES.join(", ")))),
        None => Ok(text),
    }
}

/// A name for our own use that the user's struct leaves free.
fn free<'i>(name: &str, taken: impl Iterator<Item = &'i Ident>) -> Ident {
    let taken: Vec<&Ident> = taken.collect();
    let mut name = name.to_owned();
    while taken.iter().any(|ident| **ident == name) {
        name.push('_');
    }
    Ident::new(&name, Span::call_site())
}

/// A name for the type parameter of a row's mode.
pub(crate) fn mode(generics: &Generics) -> Ident {
    let types = generics.type_params().map(|parameter| &parameter.ident);
    free("Mode", types.chain(generics.const_params().map(|parameter| &parameter.ident)))
}

/// The type with the struct's name for `Self`, which would be another type where the alias names it.
fn without_self(ty: &Type, itself: &TokenStream) -> syn::Result<Type> {
    fn replace(tokens: TokenStream, itself: &TokenStream) -> TokenStream {
        let replaced = tokens.into_iter().map(|token| match token {
            TokenTree::Ident(ident) if ident == "Self" => itself.clone(),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), replace(group.stream(), itself));
                inner.set_span(group.span());
                TokenTree::Group(inner).into()
            }
            other => other.into(),
        });
        replaced.collect()
    }
    syn::parse2(replace(ty.to_token_stream(), itself))
}

/// `OrderLine` is `order_line`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, c) in name.chars().enumerate() {
        if c.is_uppercase() && index > 0 && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_table_is_named_after_the_struct() {
        assert_eq!(super::snake_case("OrderLine"), "order_line");
        assert_eq!(super::snake_case("User"), "user");
    }
}
