/**
 * Which of two packages is newer, as RPM decides it.
 *
 * <p>Reading order: {@link io.github.imaallowlist.rpm.version.RpmVersions} compares, {@link
 * io.github.imaallowlist.rpm.version.Newest} keeps what no other package supersedes.
 */
@NullMarked
package io.github.imaallowlist.rpm.version;

import org.jspecify.annotations.NullMarked;
