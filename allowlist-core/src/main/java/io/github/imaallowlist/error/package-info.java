/**
 * How the program says that something is wrong.
 *
 * <p>Readers of untrusted bytes throw {@link io.github.imaallowlist.error.InputException} and its
 * subtypes, which name the file and the byte offset. Operations turn them into {@link
 * io.github.imaallowlist.error.AllowlistException}, which adds the exit code and the remedy.
 */
@NullMarked
package io.github.imaallowlist.error;

import org.jspecify.annotations.NullMarked;
