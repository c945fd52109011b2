/**
 * Where packages come from: a repository, a folder or a single file on disk, and what a
 * repository's metadata says about them.
 *
 * <p>Reading order: {@link io.github.imaallowlist.rpm.repository.Sources} decides what a path is
 * and makes a {@link io.github.imaallowlist.rpm.repository.PackageSource}; that gives a {@link
 * io.github.imaallowlist.rpm.repository.SourceListing} of {@link
 * io.github.imaallowlist.rpm.repository.PackageRef}s. Of a repository, {@code RepomdXml} reads
 * {@code repomd.xml} and {@code PrimaryXml} reads {@code primary.xml}, both through {@code
 * MetadataXml}, which holds all that keeps hostile XML harmless; {@code MetadataStream} measures
 * and decompresses a metadata file. {@link io.github.imaallowlist.rpm.repository.PackageSelection}
 * says which packages are wanted.
 */
@NullMarked
package io.github.imaallowlist.rpm.repository;

import org.jspecify.annotations.NullMarked;
