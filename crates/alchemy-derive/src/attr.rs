//! `#[mapped(…)]`: attributes to values, with their places.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Expr, ExprLit, Ident, Lit, LitInt, LitStr, Result, Token, token};

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
            Argument::Value(input.parse()?)
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

    /// `= "text"`.
    pub(crate) fn text(&self) -> Result<LitStr> {
        match &self.argument {
            Argument::Value(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => Ok(text.clone()),
            _ => Err(self.expected(&format!("{} = \"…\"", self.name))),
        }
    }

    /// `= 30`.
    pub(crate) fn number(&self) -> Result<LitInt> {
        match &self.argument {
            Argument::Value(Expr::Lit(ExprLit { lit: Lit::Int(number), .. })) => Ok(number.clone()),
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

    /// `= expression` or `(expression, …)`.
    pub(crate) fn exprs(&self) -> Result<Vec<Expr>> {
        match &self.argument {
            Argument::Value(expr) => Ok(vec![expr.clone()]),
            Argument::List(tokens) => list(tokens),
            Argument::None => Err(self.expected(&format!("{} = Model::attribute", self.name))),
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

/// All options of an item.
pub(crate) fn options(attributes: &[Attribute]) -> Result<Vec<Opt>> {
    let mut options = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("mapped")) {
        options.extend(attribute.parse_args_with(Punctuated::<Opt, Token![,]>::parse_terminated)?);
    }
    Ok(options)
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
