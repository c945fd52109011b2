/** The sources that a run reads: opened, proved, listed, and their packages chosen. */
@NullMarked
package io.github.imaallowlist.toolkit.source;

import org.jspecify.annotations.NullMarked;
