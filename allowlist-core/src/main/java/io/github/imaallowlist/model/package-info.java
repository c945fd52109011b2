/**
 * The domain's values, immutable and checked when made.
 *
 * <p>Read {@link io.github.imaallowlist.model.HashAlgorithm} and {@link
 * io.github.imaallowlist.model.FileDigest} first, then {@link
 * io.github.imaallowlist.model.FilePath}; {@link io.github.imaallowlist.model.ImaSignature} is what
 * a host may have beside a file. {@link io.github.imaallowlist.model.MeasuredFile} joins them, and
 * {@link io.github.imaallowlist.model.PackageId} says where a file comes from.
 */
@NullMarked
package io.github.imaallowlist.model;

import org.jspecify.annotations.NullMarked;
