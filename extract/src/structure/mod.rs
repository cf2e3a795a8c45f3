//! Structure: blocks to components, attendance, items, turns, resolutions, votes, commitments, letters, people.
