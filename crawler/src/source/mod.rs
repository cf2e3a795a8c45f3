//! Sources: one file each, one line each in the list below.
