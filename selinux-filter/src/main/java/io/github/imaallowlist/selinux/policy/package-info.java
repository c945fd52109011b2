/** An SELinux policy as setools tells it. */
@NullMarked
package io.github.imaallowlist.selinux.policy;

import org.jspecify.annotations.NullMarked;
