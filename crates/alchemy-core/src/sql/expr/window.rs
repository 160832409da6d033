//! `function OVER (PARTITION BY … ORDER BY …)`.

use std::fmt;
use std::marker::PhantomData;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, IntoGroup, IntoOrder, Node, Order};

/// A window function.
#[derive(Debug, Clone)]
pub struct Window {
    /// The function.
    pub function: Node,
    /// PARTITION BY.
    pub partition_by: Vec<Node>,
    /// ORDER BY.
    pub order_by: Vec<Order>,
}

impl Construct for Window {
    crate::key!(function, partition_by, order_by);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.function);
        self.partition_by.iter().for_each(&mut *visit);
        self.order_by.iter().for_each(|order| visit(&order.operand));
    }
}

impl Render for Window {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.function.render(r)?;
        r.word("OVER");
        r.parens(|r| {
            if !self.partition_by.is_empty() {
                r.word("PARTITION BY");
                r.list(&self.partition_by, |r, node| node.render(r))?;
            }
            if !self.order_by.is_empty() {
                r.word("ORDER BY");
                r.list(&self.order_by, |r, order| order.render(r))?;
            }
            Ok(())
        })
    }
}

/// A window function whose value is read as `T`.
pub struct Over<T> {
    window: Window,
    value: PhantomData<fn() -> T>,
}

impl<T> Over<T> {
    pub(crate) fn new(function: Node) -> Self {
        Over { window: Window { function, partition_by: Vec::new(), order_by: Vec::new() }, value: PhantomData }
    }

    pub(crate) fn to_node(&self) -> Node {
        self.window.clone().into()
    }

    /// PARTITION BY: the function starts anew for each of these.
    #[must_use]
    pub fn partition_by(mut self, columns: impl IntoGroup) -> Self {
        columns.push_group(&mut self.window.partition_by);
        self
    }

    /// ORDER BY within the window.
    #[must_use]
    pub fn order_by(mut self, order: impl IntoOrder) -> Self {
        order.push_orders(&mut self.window.order_by);
        self
    }
}

impl<T> Clone for Over<T> {
    fn clone(&self) -> Self {
        Over { window: self.window.clone(), value: PhantomData }
    }
}

impl<T> fmt::Debug for Over<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.window.fmt(f)
    }
}
