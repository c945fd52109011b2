/**
 * An SELinux policy as setools tells it.
 *
 * <p>Reading order: {@link io.github.imaallowlist.selinux.policy.SelinuxPolicy} is what is known of
 * one, with {@link io.github.imaallowlist.selinux.policy.AllowRule}, {@link
 * io.github.imaallowlist.selinux.policy.Permission}, {@link
 * io.github.imaallowlist.selinux.policy.RuleCondition} and {@link
 * io.github.imaallowlist.selinux.policy.BooleanExpression}; {@link
 * io.github.imaallowlist.selinux.policy.BooleansFile} has a host's booleans. {@link
 * io.github.imaallowlist.selinux.policy.SetoolsPolicyReader} reads it: {@code Setools} runs a
 * program, {@code ComponentReader} and {@code RuleReader} read what it prints through {@code
 * OutputLines}, {@code ShownCondition} and {@code ConditionChain} find out which expression a
 * condition is, and {@code PolicyCache} keeps the answers as {@code CachedPolicy} and {@code
 * PolicyText}. All limits are in {@code SetoolsLimits}.
 */
@NullMarked
package io.github.imaallowlist.selinux.policy;

import org.jspecify.annotations.NullMarked;
