/** The kernel's IMA policy as data: rules, their conditions, and the lines of a policy file. */
@NullMarked
package io.github.imaallowlist.ima.policy;

import org.jspecify.annotations.NullMarked;
