/**
 * The command line: translates options to requests, and results to text, JSON and exit codes.
 *
 * <p>{@link io.github.imaallowlist.cli.Main} starts it; each {@code …Command} is a command, with
 * options shared in {@code option}; {@code report} and {@code progress} say what came of it.
 */
@NullMarked
package io.github.imaallowlist.cli;

import org.jspecify.annotations.NullMarked;
