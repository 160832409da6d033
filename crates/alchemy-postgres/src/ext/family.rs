//! Families of types that only PostgreSQL has.

/// Declares families, each of which compares with itself alone.
macro_rules! families {
    ($($doc:literal $family:ident)*) => {$(
        #[doc = $doc]
        #[derive(Debug, Clone, Copy)]
        pub struct $family;
        impl alchemy_core::family::Family for $family {}
        #[diagnostic::do_not_recommend]
        impl alchemy_core::family::ComparesWith<$family> for $family {}
        #[diagnostic::do_not_recommend]
        impl alchemy_core::family::ComparesWith<alchemy_core::family::SqlAny> for $family {}
        #[diagnostic::do_not_recommend]
        impl alchemy_core::family::ComparesWith<$family> for alchemy_core::family::SqlAny {}
    )*};
}
pub(super) use families;
