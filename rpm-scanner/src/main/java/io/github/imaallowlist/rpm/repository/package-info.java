/**
 * Where packages come from: a repository, a folder or a single file on disk.
 *
 * <p>Reading order: {@link io.github.imaallowlist.rpm.repository.Sources} decides what a path is
 * and makes a {@link io.github.imaallowlist.rpm.repository.PackageSource}; that gives a {@link
 * io.github.imaallowlist.rpm.repository.SourceListing} of {@link
 * io.github.imaallowlist.rpm.repository.PackageRef}s. {@link
 * io.github.imaallowlist.rpm.repository.PackageSelection} says which packages are wanted.
 */
@NullMarked
package io.github.imaallowlist.rpm.repository;

import org.jspecify.annotations.NullMarked;
