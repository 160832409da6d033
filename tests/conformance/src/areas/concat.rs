//! The cases of the area `concat`.

use alchemy_core::{func, prelude::*};

use crate::cases::Cases;
use crate::schema::short::{S, T, X};
use crate::schema::{author, publisher};

pub(crate) fn cases(c: &mut Cases) {
    c.expression("concat/plus", || S.concat(T));
    c.expression("concat/plus-literal", || S.concat("!"));
    c.expression("concat/literal-plus", || literal("!").concat(S));
    c.expression("concat/method", || S.concat(T));
    c.expression("concat/four", || S.concat("a").concat(T).concat("b"));
    c.expression("concat/typed-function", || func::lower(S).concat(T));
    c.expression("concat/compare", || S.concat(T).eq("ab"));
    c.statement("concat/in-select", || select(author::given.concat(" ").concat(author::family)));
    c.statement("concat/label", || select(author::given.concat(" ").concat(author::family).label("full_name")));
    c.expression("concat/cast-operand", || X.cast_as::<String>(Varchar(10)).concat(S));
    c.expression("concat/int-column-concat-method", || X.type_coerce::<String>().concat(S));
    c.expression("concat/func-concat", || func::call::<String>("concat", (S, literal("-"), T)));
    c.expression("concat/with-arith", || S.concat((X + 1).cast::<String>()));
    c.expression("concat/case-operand", || S.concat(case_when(X.eq(1), "one").otherwise("many")));
    c.expression("concat/subquery-operand", || S.concat(select(publisher::name).filter(publisher::id.eq(1)).scalar_subquery()));
    c.expression("concat/unicode", || S.concat("déjà vu ✓"));
}
