/**
 * What is said meanwhile: a bar on a terminal, plain lines elsewhere, nothing with {@code --quiet}
 * but that it waits for another run.
 */
@NullMarked
package io.github.imaallowlist.cli.progress;

import org.jspecify.annotations.NullMarked;
