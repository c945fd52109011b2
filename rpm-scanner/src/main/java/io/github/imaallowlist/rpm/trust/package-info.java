/**
 * What proves where a package is from, and whether that is enough.
 *
 * <p>{@link io.github.imaallowlist.rpm.trust.MetadataProof} says whether a pinned key signed a
 * repository's {@code repomd.xml}, and {@code PackageProof} whether one signed a package. {@link
 * io.github.imaallowlist.rpm.trust.TrustPolicy} holds both against its {@link
 * io.github.imaallowlist.rpm.trust.Requirement}, and gives a {@link
 * io.github.imaallowlist.rpm.trust.Judgement}: the {@link io.github.imaallowlist.rpm.trust.Proof},
 * or why there is none. All of it is pure: from bytes, keys and a time to a value.
 */
@NullMarked
package io.github.imaallowlist.rpm.trust;

import org.jspecify.annotations.NullMarked;
