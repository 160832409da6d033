//! stub
use std::sync::Arc;
use crate::compile::Renderer;
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{AliasId, SelectNode};

#[derive(Debug)]
pub struct CteNode {
    pub alias: AliasId,
    pub rows: Arc<SelectNode>,
    pub recursive: bool,
    pub nested: bool,
}
impl CteNode {
    pub(crate) fn define(&self, _: &mut Renderer<'_>, _: &Name) -> Result<()> { Ok(()) }
}
