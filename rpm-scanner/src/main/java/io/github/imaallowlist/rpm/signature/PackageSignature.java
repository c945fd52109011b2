package io.github.imaallowlist.rpm.signature;

import io.github.imaallowlist.openpgp.SignedDigest;

/**
 * A signature that stands in a package's signature header.
 *
 * @param tag that it stands in, as RPM names it: {@code RSAHEADER}
 * @param digest over what is really in the file; empty where the signature's hash algorithm is not
 *     known, which no key makes good
 */
public record PackageSignature(Scope scope, String tag, SignedDigest digest) {}
