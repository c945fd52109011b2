/** What is said at the end: summaries, findings and errors, for people and for programs. */
@NullMarked
package io.github.imaallowlist.cli.report;

import org.jspecify.annotations.NullMarked;
