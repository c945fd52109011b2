/**
 * What a repository's metadata says: {@code repomd.xml}, and the files that it vouches for.
 *
 * <p>Reading order: {@link io.github.imaallowlist.rpm.metadata.RepomdXml} reads {@code repomd.xml},
 * {@link io.github.imaallowlist.rpm.metadata.PrimaryXml} {@code primary.xml} and {@link
 * io.github.imaallowlist.rpm.metadata.FilelistsExtXml} {@code filelists-ext.xml}, all through
 * {@code MetadataXml}, which holds all that keeps hostile XML harmless; {@link
 * io.github.imaallowlist.rpm.metadata.MetadataStream} measures and decompresses a metadata file.
 * {@link io.github.imaallowlist.rpm.metadata.Location} is where a file of the repository is. {@link
 * io.github.imaallowlist.rpm.metadata.MetalinkXml} reads where its mirrors are.
 */
@NullMarked
package io.github.imaallowlist.rpm.metadata;

import org.jspecify.annotations.NullMarked;
