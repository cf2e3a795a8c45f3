//! The lists of a paper and the sentences of it put together: who was there as what.

use super::gathered::Gathered;
use super::label::List;
use super::lists::{self, add_list, chair, is_officer, push};
use crate::lexicon;
use crate::structure::call_signs::is_call_sign;
use crate::structure::people::{self, Person};
use crate::structure::speech::name::Name;
use record::{Appearance, Attendance, Presence};

/// Puts everything together: what "In attendance" means is known only when the whole paper is.
pub fn put_together(mut gathered: Gathered) -> Attendance {
    let mut attendance = Attendance::default();
    let with_people = |list: List| {
        let lists = gathered.lists.iter().filter(|(l, _)| *l == list);
        lists.flat_map(|(_, groups)| groups).any(|g| !people::list(&g.join(" ")).is_empty())
    };
    let members_listed = with_people(List::Present) || gathered.told.iter().any(|(l, _)| *l == List::Present);
    let roster = gathered.members(List::Roster);
    let unlabelled = if gathered.unlabelled { gathered.members(List::Present) } else { Vec::new() };
    let mut attended_once = false;
    for (list, groups) in std::mem::take(&mut gathered.lists) {
        // "The Mayor presided. Also present: Councillors Elm, Oak and Ash."
        let members = || !members_listed && !attended_once && lists::are_members(&groups);
        let list = if list == List::InAttendance && members() { List::Attended } else { list };
        if list == List::Roster && members_listed {
            continue;
        }
        let (presence, member, mixed) = match list {
            // Where no label stands over the members, none stands over the officers below them.
            List::Present if gathered.unlabelled => (Presence::Present, true, true),
            List::Roster | List::Present | List::Same => (Presence::Present, true, false),
            List::AlsoMembers => (Presence::Present, false, false),
            List::Chair => (Presence::Present, true, false),
            List::Attended if !members_listed && !attended_once => (Presence::Present, true, true),
            List::InAttendance | List::Attended | List::Scribe => (Presence::InAttendance, false, false),
            List::Apologies => (Presence::Apologies, true, false),
        };
        attended_once |= list == List::Attended && !groups.is_empty();
        let from = attendance.listed.len();
        add_list(&mut attendance, groups, presence, member);
        let new = attendance.listed.get_mut(from..).unwrap_or_default();
        let beside_members = new.iter().any(is_member);
        for one in new {
            one.role = one.role.take().filter(|role| !is_call_sign(role));
            let role = one.role.as_deref();
            let official = beside_members && !is_member(one) && role.is_some_and(lists::is_official);
            if mixed && (official || !one.councillor && role.is_some_and(is_officer)) {
                one.presence = Presence::InAttendance;
                one.councillor = false;
            }
            if list == List::Chair && one.role.is_none() {
                one.role = Some("in the Chair".to_owned());
            }
            one.chair = list == List::Chair;
        }
    }
    for (list, person) in gathered.told.into_iter().chain(gathered.came) {
        let listed = &mut attendance.listed;
        let chaired = listed.iter().any(|a| a.chair);
        let mut same = listed.iter_mut().filter(|a| is_same(&a.name, &person.name)).peekable();
        if list == List::Chair
            && !chaired
            && let Some(one) = same.peek_mut()
        {
            one.chair = true;
        }
        let presence = match list {
            List::Apologies => Presence::Apologies,
            List::Present | List::AlsoMembers | List::Chair => Presence::Present,
            _ => Presence::InAttendance,
        };
        if same.next().is_none() {
            let listed = attendance.listed.len();
            push(&mut attendance, vec![person], presence, presence != Presence::InAttendance);
            if let Some(one) = attendance.listed.get_mut(listed) {
                one.chair = list == List::Chair && !chaired;
            }
        }
    }
    complete(&mut attendance, &roster);
    if !members_listed {
        leave_out_excused(&mut attendance, &roster);
    }
    leave_out_excused(&mut attendance, &unlabelled);
    leave_out_fragments(&mut attendance);
    chair(&mut attendance);
    attendance
}

/// Gives those called by a surname alone the name that the list of members has for them.
fn complete(attendance: &mut Attendance, roster: &[Person]) {
    let listed: Vec<(Presence, String)> = attendance.listed.iter().map(|a| (a.presence, a.name.clone())).collect();
    for one in &mut attendance.listed {
        if one.name.contains(' ') || one.presence == Presence::InAttendance {
            continue;
        }
        let mut alike = roster.iter().filter(|p| is_same(&p.name, &one.name));
        if let (Some(only), None) = (alike.next(), alike.next())
            && !listed.iter().any(|(presence, name)| *presence == one.presence && *name == only.name)
        {
            one.name.clone_from(&only.name);
            one.role = one.role.take().or_else(|| only.role.clone());
        }
    }
}

/// Leaves out of those present whom the list of members alone names and another one excuses. An excuse that fits
/// several members is nobody's.
fn leave_out_excused(attendance: &mut Attendance, roster: &[Person]) {
    let excused = attendance.listed.iter().filter(|a| a.presence == Presence::Apologies);
    let excused = excused.filter_map(|a| {
        let mut fitting = roster.iter().filter(|p| is_same(&a.name, &p.name));
        fitting.next().filter(|_| fitting.next().is_none()).map(|p| p.name.clone())
    });
    let excused: Vec<String> = excused.collect();
    attendance.listed.retain(|a| a.presence != Presence::Present || !excused.contains(&a.name));
}

/// Fewer whole names do not show how a paper prints its people.
const SHOWN: usize = 4;

/// Leaves out words of posts that are no names: what stood on a line of its own ("Communications") where all others have
/// whole names, and offices without their holder ("Deputy Mayor").
fn leave_out_fragments(attendance: &mut Attendance) {
    let titled = |a: &Appearance| a.as_printed.split_whitespace().next().is_some_and(lexicon::is_title);
    let single = |a: &Appearance| !a.name.contains(' ') && !titled(a);
    let whole = attendance.listed.iter().filter(|a| a.name.contains(' ')).count();
    let fragments = attendance.listed.iter().filter(|a| single(a)).count();
    let few = whole >= SHOWN && fragments * 4 <= whole;
    let office = |a: &Appearance| a.name.split_whitespace().all(|w| people::is_post_word(w) || lexicon::is_title(w));
    let dropped = |a: &Appearance| office(a) && a.role.is_none() && (!single(a) || few);
    attendance.listed.retain(|a| whole < SHOWN || !dropped(a));
}

/// Whether somebody bears the title of an elected member.
fn is_member(one: &Appearance) -> bool {
    one.as_printed.split_whitespace().next().is_some_and(lexicon::is_member_title)
}

/// Whether two names may be the same person's: the same surname, and first names or initials that fit.
fn is_same(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (Name::parse(a), Name::parse(b)) else { return false };
    a.same_surname(&b) && a.given_fits(&b)
}
