/**
 * Results of scans, kept: one immutable file for each package.
 *
 * <p>{@link io.github.imaallowlist.rpm.cache.CacheKey} is all that a result depends on, and names
 * the file; {@link io.github.imaallowlist.rpm.cache.CacheEntry} is what stands in it, in the form
 * that {@code EntryFormat} gives byte for byte; {@code EntryEncoder} and {@code EntryDecoder} turn
 * the one into the other. {@link io.github.imaallowlist.rpm.cache.CacheFolder} is the folder, and
 * who may write to it; {@link io.github.imaallowlist.rpm.cache.ScanCache} finds entries and makes
 * them, for any number of threads, runs and machines at once.
 *
 * <p>An entry is believed as the reading of the package itself would be. So a folder or an entry
 * that anybody else could have written is not used, and of the rest nothing that is not whole and
 * of the very key that was asked for. The checksum in it tells damage, not malice.
 */
@NullMarked
package io.github.imaallowlist.rpm.cache;

import org.jspecify.annotations.NullMarked;
