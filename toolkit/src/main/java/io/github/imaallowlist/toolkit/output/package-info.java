/**
 * How an artifact comes into being: made in a {@link
 * io.github.imaallowlist.toolkit.output.SpoolFile} that has no name, and put in its place by {@link
 * io.github.imaallowlist.toolkit.output.Destination} whole or not at all.
 */
@NullMarked
package io.github.imaallowlist.toolkit.output;

import org.jspecify.annotations.NullMarked;
