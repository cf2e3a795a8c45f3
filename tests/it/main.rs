//! The program from outside: run as people run it, and the rules of the house.

mod against;
mod alerts;
mod asked;
mod assistants;
mod brief;
mod circles;
mod cluster;
mod coming;
mod command_line;
mod commitments;
#[cfg(unix)]
mod exim;
#[cfg(target_os = "linux")]
mod faults;
mod fuzz;
mod house;
mod interruptions;
mod limits;
mod lists;
mod mail;
mod motions;
mod notebooks;
#[cfg(target_os = "linux")]
mod ocr;
mod office;
mod older;
mod papers;
mod people;
mod program;
#[cfg(unix)]
mod restart;
mod sandbox;
mod silence;
mod site;
mod takedown;
