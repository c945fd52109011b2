package io.github.imaallowlist.toolkit;

/** Keys that are ready to sign. */
public sealed interface ListSigner permits EnvelopeSigner, DetachedSigner {}
