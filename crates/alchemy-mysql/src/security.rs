//! Whether a connection is encrypted, and whom it trusts.

use alchemy_core::{Error, Result};
use mysql_async::Opts;

/// What `ssl-mode` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SslMode {
    Disabled,
    Preferred,
    Required,
    VerifyIdentity,
}

impl SslMode {
    /// # Errors
    /// `Configuration` for another word, and for `verify_ca`: the driver underneath (mysql_async 0.37) has no way to check who
    /// signed a certificate without checking its name.
    pub(crate) fn parse(word: &str) -> Result<SslMode> {
        match word.to_ascii_lowercase().as_str() {
            "disabled" => Ok(SslMode::Disabled),
            "preferred" => Ok(SslMode::Preferred),
            "required" => Ok(SslMode::Required),
            "verify_ca" => Err(Error::configuration("`ssl-mode` has no `verify_ca`; `verify_identity` checks the name as well")),
            "verify_identity" => Ok(SslMode::VerifyIdentity),
            _ => Err(Error::configuration("`ssl-mode` is `disabled`, `preferred`, `required` or `verify_identity`")),
        }
    }
}

/// The options with TLS. Certificates are checked against those of the file, else against those that browsers trust.
///
/// # Errors
/// `Configuration` for a file that cannot be read.
#[cfg(feature = "tls")]
pub(crate) fn encrypted(opts: &Opts, mode: SslMode, roots: Option<&str>) -> Result<Option<Opts>> {
    use mysql_async::{OptsBuilder, SslOpts};
    // The driver underneath takes what the process has; where a program brings several and chose none, it would panic.
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another thread may have been faster, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    let mut tls = SslOpts::default().with_danger_accept_invalid_certs(mode != SslMode::VerifyIdentity);
    if let Some(path) = roots {
        let unreadable = |cause| Error::configuration(format!("the certificates in `{path}` cannot be read: {cause}"));
        let certificates = std::fs::read(path).map_err(unreadable)?;
        tls = tls.with_root_certs(vec![certificates.into()]).with_disable_built_in_roots(true);
    }
    Ok(Some(OptsBuilder::from_opts(opts.clone()).ssl_opts(tls).into()))
}

/// Without the feature `tls` there is none.
#[cfg(not(feature = "tls"))]
pub(crate) fn encrypted(_: &Opts, _: SslMode, _: Option<&str>) -> Result<Option<Opts>> {
    Ok(None)
}
