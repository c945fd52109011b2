/**
 * An IMA policy out of an SELinux policy.
 *
 * <p>{@link io.github.imaallowlist.toolkit.policy.DerivePolicy} is the way through, from a {@link
 * io.github.imaallowlist.toolkit.policy.PolicyRequest} to a {@link
 * io.github.imaallowlist.toolkit.policy.PolicyResult}; {@link
 * io.github.imaallowlist.toolkit.policy.AnalysisReport} is what a report of the analysis is made
 * of.
 */
@NullMarked
package io.github.imaallowlist.toolkit.policy;

import org.jspecify.annotations.NullMarked;
