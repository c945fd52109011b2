package io.github.imaallowlist.selinux.analysis;

import io.github.imaallowlist.selinux.policy.AllowRule;

/**
 * That a domain has an access, and the rule that gives it.
 *
 * @param domain a type; the rule may name it or an attribute that it has
 */
public record Grant(String domain, AllowRule rule) {}
