/**
 * What a repository's metadata says: {@code repomd.xml}, and the files that it vouches for.
 *
 * <p>Reading order: {@link io.github.imaallowlist.rpm.metadata.RepomdXml} reads {@code repomd.xml}
 * and {@link io.github.imaallowlist.rpm.metadata.PrimaryXml} reads {@code primary.xml}, both
 * through {@code MetadataXml}, which holds all that keeps hostile XML harmless; {@link
 * io.github.imaallowlist.rpm.metadata.MetadataStream} measures and decompresses a metadata file.
 * {@link io.github.imaallowlist.rpm.metadata.RelativePath} is where in a repository a file is.
 */
@NullMarked
package io.github.imaallowlist.rpm.metadata;

import org.jspecify.annotations.NullMarked;
