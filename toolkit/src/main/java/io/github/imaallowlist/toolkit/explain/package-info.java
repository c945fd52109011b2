/**
 * Why a file is measured, or is not, and where it is from.
 *
 * <p>{@link io.github.imaallowlist.toolkit.explain.Explain} is the way through, from an {@link
 * io.github.imaallowlist.toolkit.explain.ExplainRequest} with its {@link
 * io.github.imaallowlist.toolkit.explain.Question}s to an {@link
 * io.github.imaallowlist.toolkit.explain.Explanation} of each path. {@code PackageSearch} finds the
 * packages, {@code HookDecisions} asks the IMA policy.
 */
@NullMarked
package io.github.imaallowlist.toolkit.explain;

import org.jspecify.annotations.NullMarked;
