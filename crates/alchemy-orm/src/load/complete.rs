//! After: the objects of one place of the result get what was read for them, then what statements of their own find.

use alchemy_core::driver::BoxFuture;
use alchemy_core::{Result, Runner};

use crate::instance::Tracking;
use crate::load::object::{Object, ObjectRef};
use crate::load::plan::Level;
use crate::load::run::Group;
use crate::load::select_in::select_in;
use crate::mapping::Mapper;

/// Completes the objects of one place: the deepest first, since an owned child moves into its parent.
pub(crate) fn complete<'a>(
    mapper: &'static Mapper,
    level: &'a Level,
    objects: Vec<(ObjectRef<'a>, Vec<Group>)>,
    tracking: Option<Tracking>,
    runner: &'a mut dyn Runner,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let (mut objects, mut groups): (Vec<_>, Vec<_>) = objects.into_iter().unzip();
        for (index, path) in level.joined.iter().enumerate() {
            let mut counts = Vec::with_capacity(groups.len());
            let (mut children, mut inner) = (Vec::new(), Vec::new());
            for group in groups.iter_mut().map(|groups| groups.get_mut(index)) {
                let items = group.map(|group| std::mem::take(&mut group.items)).unwrap_or_default();
                counts.push(items.len());
                for item in items {
                    children.extend(item.object);
                    inner.push(item.groups);
                }
            }
            let places = children.iter_mut().map(Object::as_mut).zip(inner).collect();
            complete(path.target, &path.level, places, tracking.clone(), &mut *runner).await?;
            let mut children = children.into_iter();
            for (object, count) in objects.iter_mut().zip(counts) {
                let found: Vec<Object> = children.by_ref().take(count).collect();
                if !object.has(path.relation, tracking.as_ref())? {
                    object.reborrow().fill(mapper, path.relation, found, path.all)?;
                }
            }
        }
        let tracking = tracking.map(Tracking::followed);
        for option in &level.follow {
            let parents = objects.iter_mut().map(ObjectRef::reborrow).collect();
            select_in(option, parents, tracking.clone(), &mut *runner).await?;
        }
        Ok(())
    })
}
