/**
 * Which files an IMA policy can measure.
 *
 * <p>{@link io.github.imaallowlist.selinux.filter.FileGroups} sorts files by their {@link
 * io.github.imaallowlist.selinux.filter.FileFacts}: labels, x bits, ELF, and the place that the
 * kernel reads from ({@link io.github.imaallowlist.selinux.filter.FilePlaces}). {@link
 * io.github.imaallowlist.selinux.filter.MeasurableFiles} then says of each group which hooks can
 * measure it.
 */
@NullMarked
package io.github.imaallowlist.selinux.filter;

import org.jspecify.annotations.NullMarked;
