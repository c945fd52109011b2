/**
 * From sources to an allowlist. {@link io.github.imaallowlist.toolkit.generate.Generate} is the way
 * through; {@link io.github.imaallowlist.toolkit.generate.AllowlistPreparation} looks at what was
 * asked for, {@link io.github.imaallowlist.toolkit.generate.ScanTally} adds up what is read, and
 * {@link io.github.imaallowlist.toolkit.generate.ScannedSources} has all of it and writes the list:
 * into a file by {@link io.github.imaallowlist.toolkit.generate.AllowlistOutput}, or into a
 * repository by {@code toolkit.publish}.
 */
@NullMarked
package io.github.imaallowlist.toolkit.generate;

import org.jspecify.annotations.NullMarked;
