package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.DigestOwners;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a Keylime runtime policy in one pass, with the packages that its digests are from, for
 * those who need few of the owners: these come behind all entries, in the same order. {@link
 * OwnedPolicyReader} hands out both together, and takes two passes.
 */
public final class OnePassReader {
  private final String source;
  private final Sink sink;
  private long entries;
  private long owners;
  private boolean ownersFirst;

  private OnePassReader(String source, Sink sink) {
    this.source = source;
    this.sink = sink;
  }

  /** Takes what comes. */
  public interface Sink {
    /**
     * @param index of the entry in the policy, from 0
     */
    void entry(long index, AllowlistEntry entry) throws IOException;

    /**
     * Likewise, of an entry with one digest, as bytes: most entries are such ones.
     *
     * @param text has the path; it and the digest may be written over afterwards
     * @param path where it begins
     */
    default void entry(
        long index, byte[] text, int path, int length, byte[] digest, int digestLength)
        throws IOException {
      entry(
          index,
          new AllowlistEntry(
              LoggedPath.of(Arrays.copyOfRange(text, path, path + length)),
              List.of(UnlabelledDigest.of(Arrays.copyOf(digest, digestLength)))));
    }

    /**
     * @param index of the entry that these are the owners of
     * @param packages that the owners are indexes into, as far as they are known
     */
    void owners(long index, DigestOwners owners, List<OwningPackage> packages) throws IOException;
  }

  /**
   * All else in a policy.
   *
   * @param packages sorted; empty if the policy does not say which its digests are from
   * @param revoked what was taken out of it for good
   */
  public record Contents(
      KeylimePolicy policy, List<OwningPackage> packages, List<ProvenanceUpdates.Revoked> revoked) {
    public Contents {
      packages = List.copyOf(packages);
      revoked = List.copyOf(revoked);
    }
  }

  /**
   * Reads a policy.
   *
   * @param source the file's name, for messages
   * @param opening opens it; once more, if its owners come before its entries
   * @throws InputException if it is no policy that Keylime would take
   */
  public static Contents read(String source, OwnedPolicyReader.Opening opening, Sink sink)
      throws IOException {
    OnePassReader reader = new OnePassReader(source, sink);
    KeylimePolicyReader.OwnedContents contents;
    try (InputStream in = opening.open()) {
      contents =
          KeylimePolicyReader.readBoth(source, in, reader::plain, reader::entry, reader::owners);
    }
    if (reader.ownersFirst) {
      reader.owners = 0;
      try (InputStream in = opening.open()) {
        var unused =
            KeylimePolicyReader.readBoth(
                source,
                in,
                (text, path, length, digest, digestLength) -> {},
                entry -> {},
                reader::hand);
      }
    }
    return new Contents(contents.policy(), contents.packages(), contents.revoked());
  }

  private void entry(AllowlistEntry entry) throws IOException {
    sink.entry(entries++, entry);
  }

  private void plain(byte[] text, int path, int length, byte[] digest, int digestLength)
      throws IOException {
    sink.entry(entries++, text, path, length, digest, digestLength);
  }

  private void owners(DigestOwners one, List<OwningPackage> packages) throws IOException {
    if (entries == 0) {
      ownersFirst = true;
    } else if (!ownersFirst) {
      hand(one, packages);
    }
  }

  private void hand(DigestOwners one, List<OwningPackage> packages) throws IOException {
    if (owners >= entries) {
      throw new MalformedInputException(
          source, InputException.NO_OFFSET, "provenance.owners is of more paths than digests has");
    }
    sink.owners(owners++, one, packages);
  }
}
