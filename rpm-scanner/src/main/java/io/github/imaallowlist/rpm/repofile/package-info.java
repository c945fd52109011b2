/**
 * The files in which dnf keeps where repositories are.
 *
 * <p>{@link io.github.imaallowlist.rpm.repofile.RepoFile} reads one into its {@link
 * io.github.imaallowlist.rpm.repofile.RepoSection}s.
 */
@NullMarked
package io.github.imaallowlist.rpm.repofile;

import org.jspecify.annotations.NullMarked;
