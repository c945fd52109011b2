/**
 * From the packages of sources to what is in them, on all cores.
 *
 * <p>{@link io.github.imaallowlist.rpm.scan.PackageScanner} scans one package and holds it against
 * what metadata says of it; {@link io.github.imaallowlist.rpm.scan.ParallelScan} does so for many,
 * the largest first, and hands the outcomes to one thread.
 */
@NullMarked
package io.github.imaallowlist.rpm.scan;

import org.jspecify.annotations.NullMarked;
