/** Which files an IMA policy can measure. */
@NullMarked
package io.github.imaallowlist.selinux.filter;

import org.jspecify.annotations.NullMarked;
