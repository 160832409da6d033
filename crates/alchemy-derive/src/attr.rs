//! `#[mapped(…)]`: attributes to values, with their places.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Expr, ExprLit, Ident, Lit, LitStr, Result, Token, token};

use crate::errors::Errors;

/// What stands behind an option's name.
pub(crate) enum Argument {
    /// Nothing.
    None,
    /// `= expression`
    Value(Expr),
    /// `(…)`
    List(TokenStream),
}

/// One option.
pub(crate) struct Opt {
    pub(crate) name: Ident,
    pub(crate) argument: Argument,
}

impl Parse for Opt {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name: Ident = input.call(Ident::parse_any)?;
        let argument = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Argument::Value(ungrouped(input.parse()?))
        } else if input.peek(token::Paren) {
            let content;
            syn::parenthesized!(content in input);
            Argument::List(content.parse()?)
        } else {
            Argument::None
        };
        Ok(Opt { name, argument })
    }
}

/// The expression itself, without the invisible brackets that a macro's `$fragment` comes in.
fn ungrouped(expr: Expr) -> Expr {
    match expr {
        Expr::Group(group) => ungrouped(*group.expr),
        other => other,
    }
}

impl Opt {
    pub(crate) fn span(&self) -> Span {
        self.name.span()
    }

    fn expected(&self, what: &str) -> Error {
        Error::new(self.span(), format!("`{}` is written `{what}`", self.name))
    }

    /// No argument.
    pub(crate) fn flag(&self) -> Result<()> {
        match self.argument {
            Argument::None => Ok(()),
            _ => Err(self.expected(&self.name.to_string())),
        }
    }

    /// `= expression`.
    pub(crate) fn expr(&self) -> Result<Expr> {
        match &self.argument {
            Argument::Value(expr) => Ok(expr.clone()),
            _ => Err(self.expected(&format!("{} = …", self.name))),
        }
    }

    /// `= Model::attribute`.
    pub(crate) fn attribute(&self) -> Result<Expr> {
        match &self.argument {
            Argument::Value(expr) => self.unquoted(expr.clone(), "Model::attribute"),
            _ => Err(self.expected(&format!("{} = Model::attribute", self.name))),
        }
    }

    /// `= Model`.
    pub(crate) fn model(&self) -> Result<Expr> {
        match &self.argument {
            Argument::Value(expr @ Expr::Path(_)) => Ok(expr.clone()),
            Argument::Value(expr) => self.unquoted(expr.clone(), "Model").and_then(|_| Err(self.expected("secondary = Model"))),
            _ => Err(self.expected(&format!("{} = Model", self.name))),
        }
    }

    /// Refuses a name in quotes, which is how other libraries have it.
    fn unquoted(&self, expr: Expr, what: &str) -> Result<Expr> {
        match &expr {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                let message = format!("`{0}` is written without quotes: `{0} = {what}`", self.name);
                Err(Error::new(text.span(), message))
            }
            _ => Ok(expr),
        }
    }

    /// `= "text"`.
    pub(crate) fn text(&self) -> Result<LitStr> {
        match &self.argument {
            Argument::Value(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => Ok(text.clone()),
            _ => Err(self.expected(&format!("{} = \"…\"", self.name))),
        }
    }

    /// `= "name"`, which cannot be empty.
    pub(crate) fn quoted_name(&self) -> Result<LitStr> {
        let text = self.text()?;
        if text.value().is_empty() {
            return Err(Error::new(text.span(), format!("`{}` cannot be empty", self.name)));
        }
        Ok(text)
    }

    /// `= 30`.
    pub(crate) fn number(&self) -> Result<u32> {
        match &self.argument {
            Argument::Value(Expr::Lit(ExprLit { lit: Lit::Int(number), .. })) => number.base10_parse(),
            _ => Err(self.expected(&format!("{} = 30", self.name))),
        }
    }

    /// `= name`.
    pub(crate) fn ident(&self) -> Result<Ident> {
        match &self.argument {
            Argument::Value(Expr::Path(path)) => path.path.get_ident().cloned().ok_or_else(|| self.expected("attr = name_")),
            _ => Err(self.expected("attr = name_")),
        }
    }

    /// `= Model::attribute` or `(Model::attribute, …)`.
    pub(crate) fn attributes(&self) -> Result<Vec<Expr>> {
        match &self.argument {
            Argument::List(tokens) => list(tokens)?.into_iter().map(|expr| self.unquoted(expr, "Model::attribute")).collect(),
            _ => Ok(vec![self.attribute()?]),
        }
    }

    /// `(a, b)`.
    pub(crate) fn items<T: Parse>(&self) -> Result<Vec<T>> {
        match &self.argument {
            Argument::List(tokens) => list(tokens),
            _ => Err(self.expected(&format!("{}(…)", self.name))),
        }
    }
}

fn list<T: Parse>(tokens: &TokenStream) -> Result<Vec<T>> {
    let parser = Punctuated::<T, Token![,]>::parse_terminated;
    Ok(syn::parse::Parser::parse2(parser, tokens.clone())?.into_iter().collect())
}

/// All options of an item. Those of an attribute that cannot be read are left out, and its error is kept.
pub(crate) fn options(attributes: &[Attribute], errors: &mut Errors) -> Vec<Opt> {
    let mapped = attributes.iter().filter(|attribute| attribute.path().is_ident("mapped"));
    let read =
        mapped.filter_map(|attribute| errors.take(attribute.parse_args_with(Punctuated::<Opt, Token![,]>::parse_terminated)));
    read.flatten().collect()
}

/// An option that nobody knows; the nearest known one is named.
pub(crate) fn unknown(option: &Opt, known: &[&str]) -> Error {
    let name = option.name.to_string();
    let near = |known: &&&str| distance(known, &name) * 2 <= known.len().max(name.len());
    let nearest = known.iter().min_by_key(|known| distance(known, &name)).filter(near);
    let hint = nearest.map_or_else(|| "; ".to_owned(), |nearest| format!("; did you mean `{nearest}`? "));
    Error::new(option.span(), format!("unknown option `{name}`{hint}known are {}", known.join(", ")))
}

/// How many letters differ (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
