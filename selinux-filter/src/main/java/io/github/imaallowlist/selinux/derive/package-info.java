/**
 * From the analysis to an IMA policy in few rules.
 *
 * <p>{@link io.github.imaallowlist.selinux.derive.ImaPolicyDerivation} is the way through: the
 * labels that can occur (LabelUniverse), what the profile wants of each (ReadIntent), which of them
 * rules have to name (ReadPlan), all of it together (PolicyPlan), the rules with their reasons
 * (PolicyText), and the proof that the rules say what was planned (PolicyProof).
 *
 * <p>Labels decide about reading alone. A rule on a label without {@code func} would hide programs
 * that are given the label, and so would one on a file system.
 */
@NullMarked
package io.github.imaallowlist.selinux.derive;

import org.jspecify.annotations.NullMarked;
