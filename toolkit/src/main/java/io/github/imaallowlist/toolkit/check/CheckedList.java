package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.OnePassReader;
import io.github.imaallowlist.ima.check.AllowlistMatch;
import io.github.imaallowlist.ima.check.MatchThread;
import io.github.imaallowlist.ima.log.LoggedFiles;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.ListSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An allowlist that was verified, and what it says of the files that a host measured.
 *
 * @param source without an envelope
 * @param sha256 of that, hexadecimal; empty if it was not asked
 */
record CheckedList(
    ByteSource source, OnePassReader.Contents contents, AllowlistMatch match, String sha256) {
  private static final int BUFFER = 1 << 16;

  /**
   * Reads a list.
   *
   * @param digested whether its digest is needed
   */
  static CheckedList read(ListSource.Opened opened, LoggedFiles files, boolean digested)
      throws IOException {
    ByteSource list = opened.list();
    AllowlistMatch match = new AllowlistMatch(list.name(), files);
    MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    try (MatchThread matching = new MatchThread(match, files)) {
      OnePassReader.Contents contents =
          OnePassReader.read(list.name(), () -> open(list, digested, digest), matching);
      matching.end();
      return new CheckedList(
          list, contents, match, digested ? HexFormat.of().formatHex(digest.digest()) : "");
    }
  }

  private static InputStream open(ByteSource list, boolean digested, MessageDigest digest)
      throws IOException {
    digest.reset();
    InputStream in = list.open();
    return new BufferedInputStream(digested ? new DigestInputStream(in, digest) : in, BUFFER);
  }

  /**
   * @throws AllowlistException if the list has expired, or is too old
   */
  void requireValid(Instant now, Optional<Duration> maxAge) throws AllowlistException {
    Optional<String> refusal = contents.policy().edition().refusalAt(now, maxAge);
    if (refusal.isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          source.name() + ": the allowlist is out of date: " + refusal.get(),
          "Fetch the current list; if this is the one, have it made and signed anew.");
    }
  }
}
