/**
 * From sources to an allowlist. {@link io.github.imaallowlist.toolkit.generate.Generate} is the way
 * through; {@link io.github.imaallowlist.toolkit.generate.SourcePlan} decides what to read, {@link
 * io.github.imaallowlist.toolkit.generate.ScanTally} adds up what was read, and {@link
 * io.github.imaallowlist.toolkit.generate.AllowlistOutput} writes, signs and puts in place.
 */
@NullMarked
package io.github.imaallowlist.toolkit.generate;

import org.jspecify.annotations.NullMarked;
