/**
 * What a scan has to say of packages that it could not take over as they are.
 *
 * <p>A {@link io.github.imaallowlist.rpm.finding.Finding} is of a {@link
 * io.github.imaallowlist.rpm.finding.FindingKind}, which knows the remedy; {@link
 * io.github.imaallowlist.rpm.finding.FindingLog} gathers those of one package.
 */
@NullMarked
package io.github.imaallowlist.rpm.finding;

import org.jspecify.annotations.NullMarked;
