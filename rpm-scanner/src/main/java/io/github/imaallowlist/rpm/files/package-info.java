/**
 * The files that a package's header lists.
 *
 * <p>{@link io.github.imaallowlist.rpm.files.FileTableReader} makes a {@link
 * io.github.imaallowlist.rpm.files.FileTable} out of a header; {@link
 * io.github.imaallowlist.rpm.files.PathIndex} finds a path in it, and {@link
 * io.github.imaallowlist.rpm.files.HardLinks} the names that share a content.
 */
@NullMarked
package io.github.imaallowlist.rpm.files;

import org.jspecify.annotations.NullMarked;
