//! What is on the screen in reading order, out of accesskit's tree.

use std::collections::HashMap;

use bevy_egui::egui::accesskit::{Action, Live, Node, NodeId, Role, Toggled, TreeUpdate};

/// Something on the screen that a screen reader tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Which it is; no two of a screen are the same.
    pub name: Name,
    /// Its words; never empty.
    pub text: String,
    /// Whether one writes into it, after a press.
    pub is_field: bool,
    /// Whether it can be pressed now; always true of words.
    pub is_enabled: bool,
    /// Whether it is on or chosen; `None` for what is neither.
    pub is_on: Option<bool>,
    /// Whether a change of it is said by itself.
    pub is_live: bool,
}

/// Which thing of the tree it is, and which of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name {
    /// Its number in the tree.
    pub node: NodeId,
    /// The part.
    pub part: Part,
}

/// A part of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What is read.
    Words,
    /// What is pressed.
    Press,
    /// One step back.
    Less,
    /// One step on.
    More,
}

impl Part {
    const ALL: [Self; 4] = [Self::Words, Self::Press, Self::Less, Self::More];

    /// What a press on it asks for; `None` for what is only read.
    pub const fn action(self) -> Option<Action> {
        match self {
            Self::Words => None,
            Self::Press => Some(Action::Click),
            Self::Less => Some(Action::Decrement),
            Self::More => Some(Action::Increment),
        }
    }
}

impl Name {
    /// As the page writes it.
    pub fn written(self) -> String {
        format!("{}.{}", self.node.0, self.part as u8)
    }

    /// Reads what [`Self::written`] wrote; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let (node, part) = text.split_once('.')?;
        let part = *Part::ALL.get(part.parse::<usize>().ok()?)?;
        Some(Self { node: NodeId(node.parse().ok()?), part })
    }
}

/// Everything in the tree that has words, in reading order.
///
/// The tree has to be whole: the interface tells all of it in every frame.
pub fn things(tree: &TreeUpdate) -> Vec<Thing> {
    let nodes: HashMap<NodeId, &Node> = tree.nodes.iter().map(|(id, node)| (*id, node)).collect();
    let mut things = Vec::new();
    let mut ahead: Vec<NodeId> = tree.tree.iter().map(|tree| tree.root).collect();
    // A tree has each node once, so this ends; what isn't one ends here as well.
    let mut steps = nodes.len();
    while let (Some(id), 1..) = (ahead.pop(), steps) {
        steps -= 1;
        let Some(node) = nodes.get(&id) else { continue };
        things.extend(parts(id, node));
        ahead.extend(node.children().iter().rev());
    }
    things
}

/// What a node is to a reader; nothing, when it only holds others.
fn parts(id: NodeId, node: &Node) -> Vec<Thing> {
    let label = node.label().or_else(|| node.value()).unwrap_or_default();
    let thing = |part: Part, text: String| Thing {
        name: Name { node: id, part },
        text,
        is_field: false,
        is_enabled: !node.is_disabled(),
        is_on: node.toggled().map(|toggled| toggled == Toggled::True),
        is_live: node.live().is_some_and(|live| live != Live::Off),
    };
    let parts = match node.role() {
        Role::Label | Role::ProgressIndicator | Role::Image => {
            vec![Thing { is_enabled: true, is_on: None, ..thing(Part::Words, label.to_owned()) }]
        }
        Role::Button | Role::CheckBox | Role::RadioButton | Role::Link => {
            vec![thing(Part::Press, label.to_owned())]
        }
        Role::SpinButton | Role::Slider => {
            let value = node.numeric_value().map_or_else(String::new, |value| format!(", {value}"));
            let words = thing(Part::Words, format!("{label}{value}"));
            let step = |part, what| thing(part, format!("{what}: {label}"));
            vec![Thing { is_enabled: true, ..words }, step(Part::Less, "Less"), step(Part::More, "More")]
        }
        Role::TextInput => {
            let told = [node.label(), node.value()];
            let told: Vec<&str> = told.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            vec![Thing { is_field: true, ..thing(Part::Press, told.join(": ")) }]
        }
        _ => Vec::new(),
    };
    parts.into_iter().filter(|part| !part.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use bevy_egui::egui::accesskit::{Tree, TreeId};

    use super::*;

    fn node(role: Role, label: &str, children: &[u64]) -> Node {
        let mut node = Node::new(role);
        if role == Role::Label {
            node.set_value(label);
        } else {
            node.set_label(label);
        }
        node.set_children(children.iter().copied().map(NodeId).collect::<Vec<_>>());
        node
    }

    fn tree(nodes: Vec<(u64, Node)>) -> TreeUpdate {
        TreeUpdate {
            nodes: nodes.into_iter().map(|(id, node)| (NodeId(id), node)).collect(),
            tree: Some(Tree::new(NodeId(0))),
            tree_id: TreeId::ROOT,
            focus: NodeId(0),
        }
    }

    #[test]
    fn things_come_in_reading_order_with_what_they_are() {
        let mut live = node(Role::Label, "Right! 20 points.", &[]);
        live.set_live(Live::Polite);
        let mut off = node(Role::Button, "Skip", &[]);
        off.set_disabled();
        let mut chosen = node(Role::RadioButton, "Trivia", &[]);
        chosen.set_toggled(Toggled::True);
        let mut field = node(Role::TextInput, "The code", &[]);
        field.set_value("ABC");
        let mut level = node(Role::Slider, "Music", &[]);
        level.set_numeric_value(40.0);
        let nodes = vec![
            (5, live),
            (0, node(Role::Window, "the window", &[1, 2])),
            (2, node(Role::GenericContainer, "", &[5, 6])),
            (1, node(Role::Label, "Which river?", &[])),
            (6, node(Role::GenericContainer, "", &[7, 8, 9, 10, 11])),
            (7, off),
            (8, chosen),
            (9, field),
            (10, node(Role::Label, "", &[])),
            (11, level),
        ];
        let told: Vec<String> = things(&tree(nodes))
            .into_iter()
            .map(|one| {
                let (off, field) = (if one.is_enabled { "" } else { " off" }, if one.is_field { " field" } else { "" });
                let on = one.is_on.map_or_else(String::new, |on| format!(" {on}"));
                let live = if one.is_live { " live" } else { "" };
                format!("{} {:?} {}{off}{field}{on}{live}", one.name.node.0, one.name.part, one.text)
            })
            .collect();
        assert_eq!(
            told,
            [
                "1 Words Which river?",
                "5 Words Right! 20 points. live",
                "7 Press Skip off",
                "8 Press Trivia true",
                "9 Press The code: ABC field",
                "11 Words Music, 40",
                "11 Less Less: Music",
                "11 More More: Music",
            ]
        );
    }

    #[test]
    fn names_are_read_as_they_are_written() {
        for part in Part::ALL {
            let name = Name { node: NodeId(u64::MAX), part };
            assert_eq!(Name::read(&name.written()), Some(name));
            assert_eq!(part.action().is_none(), part == Part::Words, "what is only read asks for nothing");
        }
        for wrong in ["", "7", "7.", ".1", "7.4", "-7.1", "7.1.1"] {
            assert_eq!(Name::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_circle_ends() {
        let nodes = vec![(0, node(Role::Window, "", &[1])), (1, node(Role::Label, "Round", &[0]))];
        assert_eq!(things(&tree(nodes)).len(), 1);
    }
}
