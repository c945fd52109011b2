/**
 * What an SELinux policy's types are for: who runs them, and who may write them.
 *
 * <p>{@link io.github.imaallowlist.selinux.analysis.AnalysisSettings} and its {@link
 * io.github.imaallowlist.selinux.analysis.DefaultDomains} say whose rules count; {@link
 * io.github.imaallowlist.selinux.analysis.TypeAnalysis} has a {@link
 * io.github.imaallowlist.selinux.analysis.TypeReport} for each type, with its {@link
 * io.github.imaallowlist.selinux.analysis.TypeClass}, the {@link
 * io.github.imaallowlist.selinux.analysis.Grant}s behind it, and the {@link
 * io.github.imaallowlist.selinux.analysis.Flow}s that break integrity. {@link
 * io.github.imaallowlist.selinux.analysis.OccurringTypes} brings numbers of files, and {@link
 * io.github.imaallowlist.selinux.analysis.TypeCounts} sums up.
 */
@NullMarked
package io.github.imaallowlist.selinux.analysis;

import org.jspecify.annotations.NullMarked;
