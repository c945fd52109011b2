/**
 * Whether anything changed since the last run of a goal: {@link
 * io.github.imaallowlist.maven.state.LastRun} keeps a note beside the output.
 */
@NullMarked
package io.github.imaallowlist.maven.state;

import org.jspecify.annotations.NullMarked;
