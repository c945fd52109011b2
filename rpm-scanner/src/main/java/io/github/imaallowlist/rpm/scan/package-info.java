/**
 * From the packages of sources to what is in them, on all cores.
 *
 * <p>{@link io.github.imaallowlist.rpm.scan.PackageScanner} scans one package, holds it against
 * what metadata says of it, and judges where it is from; {@link
 * io.github.imaallowlist.rpm.scan.ParallelScan} does so for many, the largest first, and hands the
 * outcomes to one thread. {@link io.github.imaallowlist.rpm.scan.MetadataScan} gives such outcomes
 * out of metadata alone.
 */
@NullMarked
package io.github.imaallowlist.rpm.scan;

import org.jspecify.annotations.NullMarked;
