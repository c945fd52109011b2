/**
 * A package: from bytes to what is in it.
 *
 * <p>{@link io.github.imaallowlist.rpm.PackageReader} is a pure function from a package's bytes to
 * a {@link io.github.imaallowlist.rpm.ScannedPackage}; it goes through {@link
 * io.github.imaallowlist.rpm.PackageHeaders} and, if the {@link
 * io.github.imaallowlist.rpm.ReadMode} says so, the payload.
 */
@NullMarked
package io.github.imaallowlist.rpm;

import org.jspecify.annotations.NullMarked;
