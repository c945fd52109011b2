/** What the kernel measures besides files: buffers, such as the SELinux policy in use. */
@NullMarked
package io.github.imaallowlist.ima.buffer;

import org.jspecify.annotations.NullMarked;
