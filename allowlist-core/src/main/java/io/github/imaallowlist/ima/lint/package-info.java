/**
 * What is wrong with an IMA policy file: for what the kernel refuses it, and where it means
 * something else than it seems to.
 *
 * <p>Start with {@link io.github.imaallowlist.ima.lint.ImaPolicyLint}, which makes {@link
 * io.github.imaallowlist.ima.lint.LintFinding}s.
 */
@NullMarked
package io.github.imaallowlist.ima.lint;

import org.jspecify.annotations.NullMarked;
