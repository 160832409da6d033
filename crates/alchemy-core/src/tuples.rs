//! Tuples as lists of columns, values or options: the one place that says how long they may be.

/// Hands the tuples to a macro: for each a group with the type of every member, a second type for it, and its index.
#[doc(hidden)]
#[macro_export]
macro_rules! for_tuples {
    ($implement:ident) => {
        $implement! {
            (A AA 0) (A AA 0 B BB 1) (A AA 0 B BB 1 C CC 2) (A AA 0 B BB 1 C CC 2 D DD 3) (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5) (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9 K KK 10)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9 K KK 10 L LL 11)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9 K KK 10 L LL 11 N NN 12)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9 K KK 10 L LL 11 N NN 12 O OO 13)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9 K KK 10 L LL 11 N NN 12 O OO 13 P PP 14)
            (A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9 K KK 10 L LL 11 N NN 12 O OO 13 P PP 14 Q QQ 15)
        }
    };
}
