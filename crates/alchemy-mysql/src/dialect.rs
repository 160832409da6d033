//! The dialect: how MySQL and MariaDB spell SQL.

use alchemy_core::Lock;
use alchemy_core::dialect::{Commented, ConstraintPlace, NewIndex, OldConstraint, OldIndex, ansi};
use alchemy_core::{Binary, Operator, Raw, Render as _};
use alchemy_core::{
    ColumnDef, DatePart, Error, Features, Function, KnownFunction, Limit, Node, Renderer, Result, SqlType, Table, Value,
};
use alchemy_core::{ConstraintKind, ConstraintOptions, Name};

use crate::ext::{MatchAgainst, SearchMode};
use crate::server::Server;
use crate::{ddl, features, functions, keywords, limit, types};

/// How MySQL and MariaDB spell SQL.
///
/// ```
/// use alchemy_core::prelude::*;
/// let t = Table::new("t").column(Column::new("rank", BigInteger));
/// let stmt = select(t.c("rank")).offset(5);
/// let sql = stmt.compile(&alchemy_mysql::Dialect::mysql())?;
/// assert_eq!(sql.text(), "SELECT t.`rank` FROM t LIMIT ?, 18446744073709551615");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    server: Server,
}

impl Dialect {
    /// Whether the server is a MariaDB.
    pub(crate) fn is_mariadb(&self) -> bool {
        self.server.is_mariadb()
    }

    /// MySQL 8.4.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let stmt = book::insert().values(book::pages.to(1)).returning(book::id);
    /// // MariaDB has RETURNING, MySQL has not.
    /// assert_eq!(stmt.compile(&alchemy_mysql::Dialect::mysql()).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    pub const fn mysql() -> Self {
        Dialect::of(Server::MYSQL)
    }

    /// MariaDB 11.4.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let stmt = book::insert().values(book::pages.to(1)).returning(book::id);
    /// assert_eq!(
    ///     stmt.compile(&alchemy_mysql::Dialect::mariadb())?.text(),
    ///     "INSERT INTO book (pages) VALUES (?) RETURNING book.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub const fn mariadb() -> Self {
        Dialect::of(Server::MARIADB)
    }

    /// As a certain server speaks it.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::{Dialect, Server};
    /// # table! { book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let stmt = book::insert().values(book::pages.to(1)).returning(book::id);
    /// // MariaDB has it since 10.5.
    /// assert!(stmt.compile(&Dialect::of(Server::parse("10.5.1-MariaDB"))).is_ok());
    /// assert!(stmt.compile(&Dialect::of(Server::parse("10.4.9-MariaDB"))).is_err());
    /// ```
    pub const fn of(server: Server) -> Self {
        Dialect { server }
    }

    /// The server that it speaks for.
    ///
    /// ```
    /// use alchemy_mysql::{Dialect, Server};
    /// assert_eq!(Dialect::mariadb().server(), &Server::MARIADB);
    /// ```
    pub fn server(&self) -> &Server {
        &self.server
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Dialect::mysql()
    }
}

impl alchemy_core::Dialect for Dialect {
    fn name(&self) -> &'static str {
        if self.server.is_mariadb() { "mariadb" } else { "mysql" }
    }

    fn features(&self) -> &Features {
        features::of(&self.server)
    }

    fn is_reserved(&self, word: &str) -> bool {
        keywords::is_reserved(&self.server, word)
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        types::column(self, sql_type)
    }

    fn cast_type(&self, sql_type: &SqlType) -> Result<String> {
        types::cast(self, sql_type)
    }

    /// There is no type to convert to a truth value, so it is asked whether the operand is one.
    fn cast(&self, r: &mut Renderer<'_>, operand: &Node, sql_type: &SqlType) -> Result<()> {
        if *sql_type != SqlType::Boolean {
            return ansi::cast(r, operand, sql_type);
        }
        let (left, right) = (operand.clone(), Raw(Name::Static("0")).into());
        r.parens(|r| Binary { left, operator: Operator::Ne, right }.render(r))
    }

    fn extract(&self, r: &mut Renderer<'_>, part: DatePart, operand: &Node) -> Result<()> {
        functions::extract(r, part, operand)
    }

    fn function(&self, r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
        functions::function(r, self.server.is_mariadb(), known, call)
    }

    fn limit(&self, r: &mut Renderer<'_>, limit: &Limit) -> Result<()> {
        limit::render(r, &self.server, limit)
    }

    fn lock(&self, r: &mut Renderer<'_>, lock: &Lock) -> Result<()> {
        limit::lock(r, &self.server, lock)
    }

    fn column(&self, r: &mut Renderer<'_>, table: &Table, column: &ColumnDef) -> Result<()> {
        ddl::column(self, r, table, column)
    }

    fn table_suffix(&self, r: &mut Renderer<'_>, table: &Table) -> Result<()> {
        ddl::table_suffix(self, r, table)
    }

    fn create_index(&self, r: &mut Renderer<'_>, new: &NewIndex<'_>) -> Result<()> {
        ddl::create_index(self, r, new)
    }

    fn drop_index(&self, r: &mut Renderer<'_>, old: &OldIndex<'_>) -> Result<()> {
        ddl::drop_index(self, r, old)
    }

    fn constraint_part(
        &self,
        r: &mut Renderer<'_>,
        kind: ConstraintKind,
        place: ConstraintPlace,
        options: &ConstraintOptions,
    ) -> Result<()> {
        ddl::constraint_part(r, kind, place, options)
    }

    fn drop_constraint(&self, r: &mut Renderer<'_>, old: &OldConstraint<'_>) -> Result<()> {
        ddl::drop_constraint(self, r, old)
    }

    fn comment(&self, r: &mut Renderer<'_>, about: Commented<'_>, text: Option<&Name>) -> Result<()> {
        ddl::comment(self, r, about, text)
    }

    /// Text escapes backslashes besides quotes: sessions of this crate run without NO_BACKSLASH_ESCAPES.
    fn literal(&self, r: &mut Renderer<'_>, value: &Value) -> Result<()> {
        match value {
            Value::Text(text) | Value::Json(text) => {
                let text = ansi::quoted(text)?.replace('\\', "\\\\");
                r.word(&text);
            }
            Value::Bytes(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                r.word(&format!("x'{digits}'"));
            }
            Value::Uuid(bytes) => r.word(&format!("'{}'", hexadecimal(bytes))),
            Value::Float(v) if !v.is_finite() => return Err(Error::bad_value("only finite floats can be stored")),
            other => ansi::literal(r, other)?,
        }
        Ok(())
    }

    fn json_access(&self, r: &mut Renderer<'_>, access: &alchemy_core::JsonAccess, _: bool) -> Result<()> {
        crate::documents::json_access(r, self.is_mariadb(), access)
    }

    fn text_match(&self, r: &mut Renderer<'_>, operand: &Node, query: &Node) -> Result<()> {
        let columns = vec![operand.clone()];
        MatchAgainst { columns, words: query.clone(), mode: SearchMode::Boolean, expansion: false }.render(r)
    }

    fn table_names(&self) -> &'static str {
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' \
         ORDER BY table_name"
    }
}

/// A UUID as columns of CHAR(32) hold it; columns of UUID read it as well.
pub(crate) fn hexadecimal(bytes: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*bytes))
}
