/**
 * The regular expressions of {@code file_contexts}, all of them at once and in linear time.
 *
 * <p>Read {@link io.github.imaallowlist.selinux.regex.RegexSet} first: regexes go in, and for a
 * text comes out the last one that matches it. On the way there, {@code RegexParser} makes a tree
 * of {@code RegexNode}s, {@code RegexCompiler} makes states of an {@code Nfa} out of it, and {@code
 * LazyDfa} joins these to states of a deterministic automaton as texts call for them.
 *
 * <p>The language is PCRE2's as far as it is regular, over bytes, with {@code PCRE2_DOTALL}. What
 * lies beyond, such as lookaround and backreferences, is refused.
 */
@NullMarked
package io.github.imaallowlist.selinux.regex;

import org.jspecify.annotations.NullMarked;
