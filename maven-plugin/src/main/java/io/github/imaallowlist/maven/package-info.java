/**
 * The goals. Each translates its parameters to a request of the toolkit, and what comes of it to
 * Maven's log, its artifacts and its failures.
 */
@NullMarked
package io.github.imaallowlist.maven;

import org.jspecify.annotations.NullMarked;
