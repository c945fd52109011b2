/** From the analysis to an IMA policy in few rules. */
@NullMarked
package io.github.imaallowlist.selinux.derive;

import org.jspecify.annotations.NullMarked;
