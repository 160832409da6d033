//! TLS: asking the server for it, the handshake, and which certificates are trusted.
//!
//! Invariant: a mode above `prefer` never goes on in the clear.

use std::fmt;
use std::io;
use std::sync::Arc;

use alchemy_core::{Error, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
};

use crate::security::SslMode;
use crate::transport::Stream;

/// The message that asks for TLS.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// How TLS is spoken.
#[derive(Clone)]
pub(crate) struct Tls {
    connector: TlsConnector,
    is_required: bool,
}

impl Tls {
    /// Certificates are checked against those of the file, else against those that browsers trust. A file that is named is
    /// used: with `require` too, as the server's own client has it.
    pub(crate) fn new(mode: SslMode, roots: Option<&str>) -> Result<Tls> {
        let provider = Arc::new(ring::default_provider());
        let is_checked = matches!(mode, SslMode::VerifyCa | SslMode::VerifyFull) || (mode == SslMode::Require && roots.is_some());
        let chain = match is_checked {
            true => {
                let builder = WebPkiServerVerifier::builder_with_provider(Arc::new(trusted(roots)?), provider.clone());
                Some(builder.build().map_err(|cause| Error::configuration(format!("no certificate to trust: {cause}")))?)
            }
            false => None,
        };
        let verifier = Verifier { chain, names: mode == SslMode::VerifyFull, provider: provider.clone() };
        let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = versions
            .map_err(|cause| Error::configuration(cause.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        Ok(Tls { connector: Arc::new(config).into(), is_required: mode != SslMode::Prefer })
    }

    /// Asks for TLS and shakes hands. What the server says before that is one byte, and no more is read.
    pub(crate) async fn secure(&self, mut stream: TcpStream, host: &str) -> Result<Stream> {
        stream.write_all(&SSL_REQUEST).await.map_err(lost)?;
        match stream.read_u8().await.map_err(lost)? {
            b'S' => {}
            b'N' if !self.is_required => return Ok(Box::new(stream)),
            b'N' => return Err(Error::configuration("the server has no TLS, and `sslmode` asks for it")),
            _ => return Err(Error::disconnect("the server answers to the question for TLS with something else")),
        }
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| Error::configuration(format!("`{host}` is no name that a certificate could have")))?;
        Ok(Box::new(self.connector.connect(name, stream).await.map_err(refused)?))
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").field("is_required", &self.is_required).finish_non_exhaustive()
    }
}

fn trusted(file: Option<&str>) -> Result<RootCertStore> {
    let mut store = RootCertStore::empty();
    let Some(path) = file else {
        store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        return Ok(store);
    };
    let unreadable =
        |cause: &dyn fmt::Display| Error::configuration(format!("the certificates in `{path}` cannot be read: {cause}"));
    for certificate in CertificateDer::pem_file_iter(path).map_err(|cause| unreadable(&cause))? {
        store.add(certificate.map_err(|cause| unreadable(&cause))?).map_err(|cause| unreadable(&cause))?;
    }
    Ok(store)
}

fn lost(cause: io::Error) -> Error {
    Error::disconnect(format!("the connection was lost: {cause}")).with_source(cause)
}

/// A certificate that is not trusted is a setting; anything else happened on the way.
fn refused(cause: io::Error) -> Error {
    match cause.get_ref().and_then(|cause| cause.downcast_ref()) {
        Some(TlsError::InvalidCertificate(reason)) => {
            Error::configuration(format!("the server's certificate is not trusted: {reason}"))
        }
        Some(other) => Error::configuration(format!("the TLS handshake failed: {other}")),
        None => lost(cause),
    }
}

/// Checks what the mode asks for. That the server has the key to the certificate that it shows is checked always.
#[derive(Debug)]
struct Verifier {
    /// Who has to have signed the certificate; nobody in particular without it.
    chain: Option<Arc<WebPkiServerVerifier>>,
    /// Whether it has to be made out to the host.
    names: bool,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, TlsError> {
        let Some(chain) = &self.chain else { return Ok(ServerCertVerified::assertion()) };
        match chain.verify_server_cert(certificate, between, name, ocsp, now) {
            // Names are looked at last, so that everything else is in order.
            Err(TlsError::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if !self.names => Ok(ServerCertVerified::assertion()),
            outcome => outcome,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
