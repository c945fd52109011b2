/**
 * Takes the published list out of a repository, for a verifier.
 *
 * <p>Reading order: {@link io.github.imaallowlist.toolkit.fetch.Fetch} makes a {@link
 * io.github.imaallowlist.toolkit.fetch.FetchResult} of a {@link
 * io.github.imaallowlist.toolkit.fetch.FetchRequest}. {@code RepositoryProof} says who vouches for
 * the repository, {@code RecordedFile} has the bytes of what it records, {@code ListAge} refuses
 * what is out of date, and {@code RecordedImaPolicy} holds the policy against the list.
 */
@NullMarked
package io.github.imaallowlist.toolkit.fetch;

import org.jspecify.annotations.NullMarked;
