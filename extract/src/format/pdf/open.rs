//! A PDF opened, or why it cannot be.

use crate::format::problem;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use record::{Problem, ProblemCode};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Opens a PDF, or says why it cannot be.
pub fn open(bytes: &[u8]) -> Result<Pdf, Problem> {
    let opened = catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes.to_vec())));
    match opened {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            Err(problem(ProblemCode::Encrypted, "the PDF needs a password; ask its publisher for one without"))
        }
        Ok(Err(LoadPdfError::Decryption(error))) => Err(problem(
            ProblemCode::Encrypted,
            format!("the PDF is encrypted in a way that cannot be read ({error:?})"),
        )),
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => {
            Err(problem(ProblemCode::Damaged, "the file begins like a PDF but has no page tree that can be found"))
        }
    }
}
