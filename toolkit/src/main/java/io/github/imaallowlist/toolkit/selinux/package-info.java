/**
 * The SELinux policy that an operation goes by: from a folder of a host, single files, or the
 * policy package among the scanned sources.
 *
 * <p>{@link io.github.imaallowlist.toolkit.selinux.SelinuxRequest} says which, {@link
 * io.github.imaallowlist.toolkit.selinux.SelinuxInputs} opens it. Beneath them {@code SelinuxPlace}
 * says what a place stands for, {@code PolicyFolder} finds the files in a folder, {@code
 * PolicyPackages} finds the package, and {@code PolicyContents} takes the files out of its payload.
 * {@link io.github.imaallowlist.toolkit.selinux.LabelCount} counts the labels of packages' files.
 */
@NullMarked
package io.github.imaallowlist.toolkit.selinux;

import org.jspecify.annotations.NullMarked;
