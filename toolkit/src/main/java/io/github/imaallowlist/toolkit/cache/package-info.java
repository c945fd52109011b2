/**
 * The cache of scanned packages, for operations that read packages, and operations on the cache.
 *
 * <p>{@link io.github.imaallowlist.toolkit.cache.CacheRequest} says where it is; {@link
 * io.github.imaallowlist.toolkit.cache.OpenedCache} opens it for a run, which goes on without it
 * where it was not asked for by name; {@link io.github.imaallowlist.toolkit.cache.CacheSummary} is
 * what the run had of it. {@link io.github.imaallowlist.toolkit.cache.PruneCache}, {@link
 * io.github.imaallowlist.toolkit.cache.VerifyCache} and {@link
 * io.github.imaallowlist.toolkit.cache.CountCache} are operations on the cache itself.
 */
@NullMarked
package io.github.imaallowlist.toolkit.cache;

import org.jspecify.annotations.NullMarked;
