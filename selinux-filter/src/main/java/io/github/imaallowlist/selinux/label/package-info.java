/**
 * {@code file_contexts}: which label an SELinux policy has for a path.
 *
 * <p>{@link io.github.imaallowlist.selinux.label.LabelFiles} names the files of a policy, {@link
 * io.github.imaallowlist.selinux.label.FileContexts} is what they say, and {@link
 * io.github.imaallowlist.selinux.label.LabelLookup} gives the {@link
 * io.github.imaallowlist.selinux.label.ContextSpec} for a path. The truth is libselinux's source,
 * of release 3.4: where comments name a file or function, it is there.
 */
@NullMarked
package io.github.imaallowlist.selinux.label;

import org.jspecify.annotations.NullMarked;
