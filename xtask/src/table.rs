//! A table in plain text, its columns as wide as their widest cell.

/// The table's lines: the first row is the head and is underlined.
pub(crate) fn render<const N: usize>(rows: &[[String; N]]) -> String {
    let widths: Vec<usize> = (0..N).map(|at| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0)).collect();
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &widths)).collect();
    if !lines.is_empty() {
        let rule = widths.iter().map(|&width| "-".repeat(width)).collect::<Vec<_>>().join("-+-");
        lines.insert(1, rule);
    }
    lines.join("\n")
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells: Vec<String> = row.iter().zip(widths).map(|(cell, &width)| format!("{cell:width$}")).collect();
    cells.join(" | ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [["a", "bcd"], ["efg", "h"]].map(|row| row.map(String::from));
        assert_eq!(super::render(&rows), "a   | bcd\n----+----\nefg | h");
    }
}
