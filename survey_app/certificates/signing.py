"""The authority and what it signs. Keys are made here and handed back; nothing is written."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv4Address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from survey_app.certificates.asking import DEFAULT_NAME, NETWORKS, Plan

_AUTHORITY_DAYS = 5 * 365
# iOS refuses more than 825; a year and a month leaves time to renew.
_LEAF_DAYS = 397
# Clocks of tablets and laptops differ.
_EARLIER = timedelta(days=1)


def new_key() -> ec.EllipticCurvePrivateKey:
    """A new P-256 key: every tablet knows the curve."""
    return ec.generate_private_key(ec.SECP256R1())


def new_authority(key: ec.EllipticCurvePrivateKey, names: Sequence[str], now: datetime) -> x509.Certificate:
    """An authority of five years that may vouch for ``names``, `DEFAULT_NAME` and private addresses alone.

    It may make no further authority.
    """
    # A date in the name: two authorities on one tablet can be told apart.
    name = _called(f"Survey {names[0]} {now:%Y-%m-%d %H:%M}")
    permitted: list[x509.GeneralName] = [
        x509.DNSName(allowed) for allowed in dict.fromkeys([DEFAULT_NAME, *names])
    ]
    permitted += [x509.IPAddress(network) for network in NETWORKS]
    public = key.public_key()
    return (
        _begun(name, name, public, now, timedelta(days=_AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(permitted, excluded_subtrees=None), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )


def new_leaf(
    key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    asked: Plan,
    now: datetime,
) -> x509.Certificate:
    """The server's certificate for what was ``asked``: 397 days, and never beyond its authority."""
    others = [
        *(x509.DNSName(name) for name in asked.names),
        *(x509.IPAddress(address) for address in asked.addresses),
    ]
    lasting = min(timedelta(days=_LEAF_DAYS), authority.not_valid_after_utc - now)
    public, above = key.public_key(), authority_key.public_key()
    return (
        _begun(_called(asked.names[0]), authority.subject, public, now, lasting)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(others), critical=False)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above), critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def allowed_names(authority: x509.Certificate) -> tuple[str, ...]:
    """The names ``authority`` may vouch for, and for all below them."""
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    return tuple(found.value for found in limits.permitted_subtrees or [] if isinstance(found, x509.DNSName))


def names_of(leaf: x509.Certificate) -> Plan:
    """What ``leaf`` is for."""
    found = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = [one for one in found.get_values_for_type(x509.IPAddress) if isinstance(one, IPv4Address)]
    return Plan(tuple(found.get_values_for_type(x509.DNSName)), tuple(addresses))


def _called(text: str) -> x509.Name:
    """A name of one part, cut to what the standard allows; iOS shows no authority without it."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, lasting: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + lasting)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
