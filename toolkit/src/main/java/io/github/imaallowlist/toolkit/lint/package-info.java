/**
 * What is wrong with IMA policies. {@link io.github.imaallowlist.toolkit.lint.Lint} is the way
 * through, from a {@link io.github.imaallowlist.toolkit.lint.LintRequest} to a {@link
 * io.github.imaallowlist.toolkit.lint.LintResult}.
 */
@NullMarked
package io.github.imaallowlist.toolkit.lint;

import org.jspecify.annotations.NullMarked;
