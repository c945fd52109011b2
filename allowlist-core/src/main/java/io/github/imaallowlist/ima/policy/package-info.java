/**
 * The kernel's IMA policy as data: rules, their conditions, and the lines of a policy file.
 *
 * <p>Start with {@link io.github.imaallowlist.ima.policy.ImaPolicy}, {@link
 * io.github.imaallowlist.ima.policy.ImaRule} and {@link
 * io.github.imaallowlist.ima.policy.ImaCondition}; {@link
 * io.github.imaallowlist.ima.policy.ImaPolicyParser} and {@link
 * io.github.imaallowlist.ima.policy.ImaPolicyWriter} are the file format, {@link
 * io.github.imaallowlist.ima.policy.RuleReader} a line of it.
 *
 * <p>The format has no definition but the kernel's source: {@code
 * security/integrity/ima/ima_policy.c} and {@code ima_fs.c}, compared here in Linux 5.10, 5.15, 6.1
 * and 6.12 and in the patches since, and {@code Documentation/ABI/testing/ima_policy}.
 */
@NullMarked
package io.github.imaallowlist.ima.policy;

import org.jspecify.annotations.NullMarked;
