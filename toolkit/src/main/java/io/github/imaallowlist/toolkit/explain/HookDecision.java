package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.ima.evaluate.Decision;
import io.github.imaallowlist.ima.policy.ImaHook;

/**
 * What an IMA policy says of a file at a hook.
 *
 * @param root where a process with uid and euid 0 does it
 * @param others where another user's does
 */
public record HookDecision(ImaHook hook, Decision root, Decision others) {}
