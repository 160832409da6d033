//! Stable topological order: what a schema creates its tables by, and a flush writes its rows by.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A directed graph over the numbers `0..n`.
///
/// ```
/// use alchemy_core::Graph;
/// let mut graph = Graph::new(3);
/// graph.edge(2, 0);
/// assert_eq!(graph.topological_order(), Ok(vec![1, 2, 0]));
/// ```
#[derive(Debug, Clone)]
pub struct Graph {
    after: Vec<Vec<usize>>,
}

impl Graph {
    /// A graph of `n` nodes without edges.
    pub fn new(n: usize) -> Self {
        Graph { after: vec![Vec::new(); n] }
    }

    /// `before` comes before `after`. An edge from a node to itself says nothing and is left out.
    pub fn edge(&mut self, before: usize, after: usize) {
        if before != after {
            self.after[before].push(after);
        }
    }

    /// All nodes, each behind what comes before it; among those that are free the smallest first.
    ///
    /// # Errors
    /// The nodes of a circle, in its order, if there is one.
    pub fn topological_order(&self) -> Result<Vec<usize>, Vec<usize>> {
        let mut waiting = vec![0_usize; self.after.len()];
        self.after.iter().flatten().for_each(|node| waiting[*node] += 1);
        let mut free: BinaryHeap<Reverse<usize>> = (0..self.after.len()).filter(|node| waiting[*node] == 0).map(Reverse).collect();
        let mut order = Vec::with_capacity(self.after.len());
        while let Some(Reverse(node)) = free.pop() {
            order.push(node);
            for next in &self.after[node] {
                waiting[*next] -= 1;
                if waiting[*next] == 0 {
                    free.push(Reverse(*next));
                }
            }
        }
        if order.len() == self.after.len() { Ok(order) } else { Err(self.circle(&waiting)) }
    }

    /// A circle among the nodes that still wait: each of them waits for another of them, so going back never ends.
    fn circle(&self, waiting: &[usize]) -> Vec<usize> {
        let mut before = vec![None; self.after.len()];
        for node in (0..self.after.len()).filter(|node| waiting[*node] > 0) {
            self.after[node].iter().for_each(|next| before[*next] = Some(node));
        }
        let mut path: Vec<usize> = waiting.iter().position(|count| *count > 0).into_iter().collect();
        while let Some(node) = path.last().and_then(|node| before[*node]) {
            if let Some(start) = path.iter().position(|known| *known == node) {
                path.drain(..start);
                break;
            }
            path.push(node);
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::Graph;

    #[test]
    fn what_is_free_keeps_its_order() {
        let mut graph = Graph::new(5);
        graph.edge(4, 0);
        graph.edge(4, 2);
        assert_eq!(graph.topological_order(), Ok(vec![1, 3, 4, 0, 2]));
    }

    #[test]
    fn a_circle_is_named_without_what_hangs_on_it() {
        let mut graph = Graph::new(5);
        graph.edge(0, 1);
        graph.edge(1, 2);
        graph.edge(2, 1);
        graph.edge(2, 3);
        let mut circle = graph.topological_order().unwrap_err();
        circle.sort_unstable();
        assert_eq!(circle, [1, 2]);
    }

    #[test]
    fn a_node_may_point_at_itself() {
        let mut graph = Graph::new(1);
        graph.edge(0, 0);
        assert_eq!(graph.topological_order(), Ok(vec![0]));
    }
}
