/** What an SELinux policy's types are for: who runs them, and who may write them. */
@NullMarked
package io.github.imaallowlist.selinux.analysis;

import org.jspecify.annotations.NullMarked;
