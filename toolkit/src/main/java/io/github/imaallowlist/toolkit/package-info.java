/**
 * The program's face for Java callers. Each operation is a request record, a result record, and a
 * class that makes the one from the other; the command line and the Maven plugin translate to and
 * from them, and nothing else.
 *
 * <p>{@link io.github.imaallowlist.toolkit.generate.Generate} makes an allowlist; {@link
 * io.github.imaallowlist.toolkit.Sign}, {@link io.github.imaallowlist.toolkit.Verify} and {@link
 * io.github.imaallowlist.toolkit.Keygen} deal with its signature, of which {@link
 * io.github.imaallowlist.toolkit.SigningRequest} has the kinds. {@link
 * io.github.imaallowlist.toolkit.Keys} shows what keys a user is about to pin; {@link
 * io.github.imaallowlist.toolkit.label.Label} says what an SELinux policy has for a path, and
 * {@link io.github.imaallowlist.toolkit.lint.Lint} what is wrong with an IMA policy.
 */
@NullMarked
package io.github.imaallowlist.toolkit;

import org.jspecify.annotations.NullMarked;
