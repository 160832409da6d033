//! Stable topological order, and the circles that prevent it: what a schema creates its tables by, and a flush writes its
//! rows by. Time and memory grow with the number of nodes and edges, the order's with its heap's logarithm.

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

    /// `before` comes before `after`. An edge from a node to itself says nothing and is left out; a node that is not there
    /// yet is added, with those below it.
    pub fn edge(&mut self, before: usize, after: usize) {
        let nodes = before.max(after) + 1;
        if nodes > self.after.len() {
            self.after.resize_with(nodes, Vec::new);
        }
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
        let mut met = vec![None; self.after.len()];
        let mut path = Vec::new();
        let mut at = waiting.iter().position(|count| *count > 0);
        while let Some(node) = at {
            if let Some(start) = met[node] {
                path.drain(..start);
                break;
            }
            met[node] = Some(path.len());
            path.push(node);
            at = before[node];
        }
        path.reverse();
        path
    }

    /// The strongly connected components: nodes that can be reached from each other stand together, in their order; a
    /// component stands behind those that come before it. One of several nodes is a knot of circles.
    ///
    /// ```
    /// use alchemy_core::Graph;
    /// let mut graph = Graph::new(4);
    /// graph.edge(3, 1);
    /// graph.edge(1, 2);
    /// graph.edge(2, 1);
    /// assert_eq!(graph.components(), [vec![3], vec![1, 2], vec![0]]);
    /// ```
    pub fn components(&self) -> Vec<Vec<usize>> {
        let mut search = Search::over(&self.after);
        (0..self.after.len()).for_each(|node| search.visit(node));
        search.found.reverse();
        search.found
    }
}

/// Tarjan's search. Its path is a vector, not the call stack: a chain of a million nodes is as deep as it is long.
struct Search<'g> {
    after: &'g [Vec<usize>],
    /// When a node was met, counting from one; zero if it was not. A node whose component is known gets `usize::MAX`.
    met: Vec<usize>,
    clock: usize,
    /// Nodes on the way from the root, each with the number of its edges that were followed and the earliest node that it
    /// was found to lead back to.
    path: Vec<(usize, usize, usize)>,
    /// Nodes whose component is not known yet.
    open: Vec<usize>,
    found: Vec<Vec<usize>>,
}

impl<'g> Search<'g> {
    fn over(after: &'g [Vec<usize>]) -> Self {
        Search { after, met: vec![0; after.len()], clock: 0, path: Vec::new(), open: Vec::new(), found: Vec::new() }
    }

    fn visit(&mut self, root: usize) {
        self.enter(root);
        while let Some((node, followed, earliest)) = self.path.last_mut() {
            match self.after[*node].get(*followed) {
                Some(&next) => {
                    *followed += 1;
                    *earliest = (*earliest).min(if self.met[next] == 0 { usize::MAX } else { self.met[next] });
                    self.enter(next);
                }
                None => self.leave(),
            }
        }
    }

    fn enter(&mut self, node: usize) {
        if self.met[node] == 0 {
            self.clock += 1;
            self.met[node] = self.clock;
            self.path.push((node, 0, self.clock));
            self.open.push(node);
        }
    }

    fn leave(&mut self) {
        let Some((node, _, earliest)) = self.path.pop() else { return };
        if earliest == self.met[node] {
            let from = self.open.iter().rposition(|open| *open == node).unwrap_or(0);
            let mut component = self.open.split_off(from);
            component.iter().for_each(|member| self.met[*member] = usize::MAX);
            component.sort_unstable();
            self.found.push(component);
        }
        if let Some((_, _, outer)) = self.path.last_mut() {
            *outer = (*outer).min(earliest);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

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
    fn a_long_circle_is_found_in_its_order() {
        let mut graph = Graph::new(100_000);
        (0..100_000).for_each(|node| graph.edge(node, (node + 1) % 100_000));
        let circle = graph.topological_order().unwrap_err();
        assert_eq!(circle.len(), 100_000);
        assert!(circle.windows(2).all(|pair| (pair[0] + 1) % 100_000 == pair[1]));
    }

    #[test]
    fn a_node_beyond_the_end_is_added() {
        let mut graph = Graph::new(1);
        graph.edge(2, 0);
        assert_eq!(graph.topological_order(), Ok(vec![1, 2, 0]));
    }

    #[test]
    fn circles_that_touch_are_one_component() {
        let mut graph = Graph::new(8);
        for (before, after) in [(6, 0), (0, 1), (1, 2), (2, 0), (2, 3), (3, 2), (3, 4), (4, 5), (5, 4), (7, 5)] {
            graph.edge(before, after);
        }
        assert_eq!(graph.components(), [vec![7], vec![6], vec![0, 1, 2, 3], vec![4, 5]]);
    }

    #[test]
    fn a_component_is_found_from_whichever_node_the_search_meets_first() {
        // The way back to 0 is seen only after 2 was left, through 1.
        let mut graph = Graph::new(4);
        for (before, after) in [(0, 1), (1, 2), (2, 1), (1, 3), (3, 0)] {
            graph.edge(before, after);
        }
        assert_eq!(graph.components(), [[0, 1, 2, 3]]);
    }

    #[test]
    fn components_of_small_graphs_are_what_reaching_says() {
        // All graphs of four nodes, by brute force.
        for edges in 0..1_u32 << 12 {
            let mut graph = Graph::new(4);
            let mut reaches = HashSet::new();
            let pairs = (0..4).flat_map(|a| (0..4).filter(move |b| *b != a).map(move |b| (a, b)));
            for (_, (a, b)) in pairs.enumerate().filter(|(bit, _)| edges >> bit & 1 == 1) {
                graph.edge(a, b);
                reaches.insert((a, b));
            }
            for (middle, from, to) in (0..64).map(|n| (n / 16, n / 4 % 4, n % 4)) {
                if reaches.contains(&(from, middle)) && reaches.contains(&(middle, to)) {
                    reaches.insert((from, to));
                }
            }
            let components = graph.components();
            let place = |node| components.iter().position(|component| component.contains(&node)).unwrap();
            for (a, b) in (0..16).map(|n| (n / 4, n % 4)).filter(|(a, b)| a != b) {
                let (there, back) = (reaches.contains(&(a, b)), reaches.contains(&(b, a)));
                assert_eq!(place(a) == place(b), there && back, "{edges:b}: {a} and {b}");
                assert!(!there || place(a) <= place(b), "{edges:b}: {a} before {b}");
            }
            let circular = (0..4).any(|node| reaches.contains(&(node, node)));
            assert_eq!(graph.topological_order().is_err(), circular, "{edges:b}");
        }
    }

    #[test]
    fn a_deep_graph_does_not_overflow_the_stack() {
        let mut graph = Graph::new(1_000_000);
        (1..1_000_000).for_each(|node| graph.edge(node, node - 1));
        assert_eq!(graph.components().len(), 1_000_000);
        assert_eq!(graph.topological_order().map(|order| order[0]), Ok(999_999));
    }

    #[test]
    fn a_node_may_point_at_itself() {
        let mut graph = Graph::new(1);
        graph.edge(0, 0);
        assert_eq!(graph.topological_order(), Ok(vec![0]));
    }
}
