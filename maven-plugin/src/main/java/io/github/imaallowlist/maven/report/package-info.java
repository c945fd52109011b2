/** What goals say in Maven's log. */
@NullMarked
package io.github.imaallowlist.maven.report;

import org.jspecify.annotations.NullMarked;
