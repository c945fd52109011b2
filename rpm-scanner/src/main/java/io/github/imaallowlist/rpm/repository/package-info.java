/**
 * Where packages come from: repositories, folders and single files, on disk or on a server.
 *
 * <p>Reading order: {@link io.github.imaallowlist.rpm.repository.Sources} decides what a text or a
 * path names and makes a {@link io.github.imaallowlist.rpm.repository.PackageSource}; that gives a
 * {@link io.github.imaallowlist.rpm.repository.SourceListing} of {@link
 * io.github.imaallowlist.rpm.repository.PackageRef}s, each with its {@link
 * io.github.imaallowlist.rpm.repository.PackageLocation}. {@link
 * io.github.imaallowlist.rpm.repository.RepositoryFolder} and {@link
 * io.github.imaallowlist.rpm.repository.RemoteRepository} have metadata; {@code ConfiguredSource}
 * opens what a {@code .repo} file names. {@link
 * io.github.imaallowlist.rpm.repository.PackageSelection} says which packages are wanted.
 */
@NullMarked
package io.github.imaallowlist.rpm.repository;

import org.jspecify.annotations.NullMarked;
