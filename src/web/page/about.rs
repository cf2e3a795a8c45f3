//! What the pages promise to everybody who uses them.

use super::{Drawn, Shell, draw};
use askama::Template;

#[derive(Template)]
#[template(path = "accessibility.html")]
struct Accessibility {
    shell: Shell,
}

pub async fn accessibility() -> Drawn {
    draw(&Accessibility { shell: Shell::new("Accessibility", "") })
}
