/**
 * Fuzzing the package reader: {@link io.github.imaallowlist.rpm.fuzz.PackageFuzzer} is the target,
 * {@link io.github.imaallowlist.rpm.fuzz.PackageFuzzTest} drives it in a build.
 */
@NullMarked
package io.github.imaallowlist.rpm.fuzz;

import org.jspecify.annotations.NullMarked;
