//! What the compiler says about likely mistakes: each message points at the mistake and names it.

#[alchemy_claims::covers("EXP-43", "RES-04", "TYP-39", "TYP-49")]
#[test]
fn mistakes_are_told_where_they_are_made() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
