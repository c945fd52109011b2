/**
 * RPM's lead, signature header and header: from untrusted bytes to tags.
 *
 * <p>{@link io.github.imaallowlist.rpm.header.RpmInput} reads, {@link
 * io.github.imaallowlist.rpm.header.Lead} and {@link
 * io.github.imaallowlist.rpm.header.HeaderReader} parse, {@link
 * io.github.imaallowlist.rpm.header.Header} answers for a {@link
 * io.github.imaallowlist.rpm.header.Tag}, and {@link
 * io.github.imaallowlist.rpm.header.HeaderDigests} holds the header against what the signature
 * header says of it. Every limit stands in {@link io.github.imaallowlist.rpm.header.RpmLimits}.
 *
 * <p>The format's truth is RPM's own {@code lib/header.cc}, and {@code docs/manual/format_*.md}.
 */
@NullMarked
package io.github.imaallowlist.rpm.header;

import org.jspecify.annotations.NullMarked;
