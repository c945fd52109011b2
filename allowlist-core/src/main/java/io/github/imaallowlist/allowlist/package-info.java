/**
 * The allowlist itself: what packages list, sorted and merged, in memory that does not grow with
 * the repository.
 *
 * <p>Read {@link io.github.imaallowlist.allowlist.LoggedPath}, {@link
 * io.github.imaallowlist.allowlist.UnlabelledDigest} and {@link
 * io.github.imaallowlist.allowlist.AllowlistEntry} for what comes out, then {@link
 * io.github.imaallowlist.allowlist.AllowlistBuilder} and {@link
 * io.github.imaallowlist.allowlist.SortedAllowlist} for the way through, and {@link
 * io.github.imaallowlist.allowlist.BackgroundSink} for writing beside it. Below them an external
 * merge sort ({@code EntryRecord}, {@code EntryArena}, {@code RecordSort}, {@code SpillFile},
 * {@code RunReader}, {@code RunMerge}) and the following of symbolic links ({@code LinkSpool},
 * {@code FolderLinks}, {@code LinkSearch}).
 */
@NullMarked
package io.github.imaallowlist.allowlist;

import org.jspecify.annotations.NullMarked;
