/** Work that goes on beside the thread that asked for it. */
@NullMarked
package io.github.imaallowlist.concurrent;

import org.jspecify.annotations.NullMarked;
