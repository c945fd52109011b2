/**
 * Entries of the cache alone: {@link io.github.imaallowlist.toolkit.scan.ScanPackages} makes them
 * on any machine, and {@link io.github.imaallowlist.toolkit.generate.Generate} merges them.
 */
@NullMarked
package io.github.imaallowlist.toolkit.scan;

import org.jspecify.annotations.NullMarked;
