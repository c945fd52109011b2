/**
 * Records files of this program in a repository's {@code repodata/repomd.xml}, and changes nothing
 * else of it.
 *
 * <p>Reading order: {@link io.github.imaallowlist.rpm.repodata.PublishedRepository} keeps one
 * locked from before its packages are read until it is changed; {@link
 * io.github.imaallowlist.rpm.repodata.RepodataUpdate} does it on disk, in an order that a kill at
 * any moment does not break; {@link io.github.imaallowlist.rpm.repodata.RepodataChange} says what
 * is wanted: the {@link io.github.imaallowlist.rpm.repodata.RepodataFile}s, whose content may be
 * compressed already by a {@link io.github.imaallowlist.rpm.repodata.CompressingStream}, and
 * through {@link io.github.imaallowlist.rpm.repodata.SignatureRule} what becomes of {@code
 * repomd.xml.asc}. {@link io.github.imaallowlist.rpm.repodata.RepomdEdit} is the pure function from
 * old to new {@code repomd.xml}. {@link io.github.imaallowlist.rpm.repodata.RecordCheck} holds the
 * file of a record against it.
 */
@NullMarked
package io.github.imaallowlist.rpm.repodata;

import org.jspecify.annotations.NullMarked;
