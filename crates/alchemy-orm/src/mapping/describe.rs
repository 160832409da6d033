//! What the derive says of a struct, field by field.

use alchemy_core::{Check, ColumnDef, Index, Name, Node, OnChange, Order, SqlType, SqlValue, TablePlace, Unique};

use crate::mapping::{Cascade, Field, Kind, Mapped, Mapper, Relation};

/// How a deferred column is left out of queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deferral {
    /// Unless asked for.
    Lazy,
    /// Only if asked to be.
    Eager,
}

/// What a field is, before its options are known.
#[derive(Debug)]
pub enum Described {
    /// A column.
    #[doc(hidden)]
    Column {
        /// Its type.
        sql_type: SqlType,
        /// Whether it may be NULL.
        nullable: bool,
        /// Whether it may be left to the database.
        auto: bool,
        /// Whether queries may leave it out.
        deferrable: bool,
    },
    /// A relationship.
    #[doc(hidden)]
    Relation {
        /// Its direction.
        kind: Kind,
        /// The other end.
        target: fn() -> &'static Mapper,
    },
}

impl Described {
    pub(crate) fn column<T: SqlValue>() -> Self {
        // Objects are written and read by the names of their columns, and would go past the SQL around them.
        const {
            assert!(!T::WRAPPED, "a type with SQL of its own (`sql_value!(… bind …, column …)`) cannot be a column of a model")
        };
        Described::Column { sql_type: T::sql_type(), nullable: T::NULLABLE, auto: T::AUTO, deferrable: T::DEFERRABLE }
    }

    pub(crate) fn relation<T: Mapped>(kind: Kind) -> Self {
        Described::Relation { kind, target: T::info }
    }
}

/// One column of a model.
#[derive(Debug)]
pub(crate) struct ColumnParts {
    pub(crate) attribute: &'static str,
    pub(crate) field: usize,
    pub(crate) auto: bool,
    pub(crate) deferral: Option<Deferral>,
    pub(crate) group: Option<&'static str>,
    pub(crate) def: ColumnDef,
    pub(crate) name: &'static str,
}

/// Collects what the derive says. Each call about an option concerns the field named last.
#[derive(Debug)]
pub struct Describe {
    pub(crate) model: &'static str,
    pub(crate) fields: usize,
    pub(crate) columns: Vec<ColumnParts>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) uniques: Vec<Unique>,
    pub(crate) checks: Vec<Check>,
}

impl Describe {
    pub(crate) fn new(model: &'static str) -> Self {
        Describe {
            model,
            fields: 0,
            columns: Vec::new(),
            relations: Vec::new(),
            indexes: Vec::new(),
            uniques: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// The next field.
    pub fn field<T: Field>(&mut self, attribute: &'static str, column: &'static str) {
        let field = self.fields;
        self.fields += 1;
        match T::described() {
            Described::Column { sql_type, nullable, auto, deferrable } => {
                let def = ColumnDef { nullable, ..ColumnDef::new(Name::Static(column), sql_type) };
                let deferral = deferrable.then_some(Deferral::Eager);
                self.columns.push(ColumnParts { attribute, field, auto, deferral, group: None, def, name: column });
            }
            Described::Relation { kind, target } => self.relations.push(Relation::new(self.model, attribute, field, kind, target)),
        }
    }

    fn column(&mut self, change: impl FnOnce(&mut ColumnParts)) {
        if let Some(column) = self.columns.last_mut() {
            change(column);
        }
    }

    fn def(&mut self, change: impl FnOnce(ColumnDef) -> ColumnDef) {
        self.column(|column| column.def = change(column.def.clone()));
    }

    fn relation(&mut self, change: impl FnOnce(&mut Relation)) {
        if let Some(relation) = self.relations.last_mut() {
            change(relation);
        }
    }

    /// Part of the primary key.
    pub fn primary_key(&mut self) {
        self.def(ColumnDef::primary_key);
    }

    /// At most so many characters.
    pub fn length(&mut self, characters: u32) {
        self.def(|def| def.length(characters));
    }

    /// Of a column type of its own.
    pub fn of_type(&mut self, sql_type: impl Into<SqlType>) {
        let sql_type = sql_type.into();
        self.def(|def| def.of_type(sql_type));
    }

    /// UNIQUE.
    pub fn unique(&mut self) {
        self.def(ColumnDef::unique);
    }

    /// Indexed.
    pub fn index(&mut self) {
        self.def(ColumnDef::index);
    }

    /// What the database fills in.
    pub fn server_default(&mut self, expr: Node) {
        self.column(|column| column.def.server_default = Some(expr));
    }

    /// A foreign key.
    pub fn foreign_key(&mut self, (table, column): (TablePlace, &'static str)) {
        self.def(|def| def.references(table.full_name(), Name::Static(column)));
    }

    /// ON DELETE.
    pub fn on_delete(&mut self, action: OnChange) {
        self.def(|def| def.on_delete(action));
    }

    /// How it is left out of queries.
    pub fn deferred(&mut self, deferral: Deferral, group: Option<&'static str>) {
        self.column(|column| (column.deferral, column.group) = (Some(deferral), group));
    }

    /// The relationship's counterpart.
    pub fn back_populates(&mut self, attribute: &'static str) {
        self.relation(|relation| relation.back_populates = Some(attribute));
    }

    /// The link table between the two ends.
    pub fn secondary(&mut self, table: fn() -> &'static Mapper) {
        self.relation(|relation| relation.secondary = Some(table));
    }

    /// The foreign keys to use, where there are several.
    pub fn foreign_keys(&mut self, columns: &[(TablePlace, &'static str)]) {
        self.relation(|relation| relation.foreign_keys = columns.to_vec());
    }

    /// What follows the parent.
    pub fn cascade(&mut self, words: &str) {
        self.relation(|relation| relation.cascade = Cascade::parse(words));
    }

    /// The order of members.
    pub fn order_by(&mut self, orders: fn() -> Vec<Order>) {
        self.relation(|relation| relation.order_by = Some(orders));
    }

    /// Loads and joins, but never writes.
    pub fn viewonly(&mut self) {
        self.relation(|relation| relation.viewonly = true);
    }

    /// An index of the table.
    pub fn table_index(&mut self, columns: &[&'static str]) {
        self.indexes.push(Index::new(names(columns)));
    }

    /// UNIQUE over several columns.
    pub fn table_unique(&mut self, columns: &[&'static str]) {
        self.uniques.push(Unique::new(names(columns)));
    }

    /// CHECK.
    pub fn table_check(&mut self, condition: &'static str) {
        self.checks.push(Check::new(Name::Static(condition)));
    }
}

fn names(columns: &[&'static str]) -> Vec<Name> {
    columns.iter().copied().map(Name::Static).collect()
}
