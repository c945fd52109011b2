package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.ExcludePattern;
import io.github.imaallowlist.format.PolicySettings;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.update.Updates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The policy that a list is added to; where none was given, an empty one.
 *
 * @param settings all of it but its digests
 * @param sha256 hex digest of its file; absent for the empty one
 */
record BasePolicy(PolicySettings settings, Optional<String> sha256) {

  /**
   * Reads the policy that the request names, if it names one.
   *
   * @param updates says what of it is revoked
   * @param allowlist takes its paths
   * @throws AllowlistException if it holds what would not survive in the list
   */
  static BasePolicy read(AllowlistRequest request, Updates updates, AllowlistBuilder allowlist)
      throws IOException, AllowlistException {
    if (request.list().base().isEmpty()) {
      return new BasePolicy(PolicySettings.DEFAULT, Optional.empty());
    }
    Path file = request.list().base().get();
    MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    PolicySettings settings =
        updates
            .readBase(
                digesting(ByteSource.of(file), digest), allowlist.newSpool(), allowlist::addBase)
            .settings();
    requireSoundExcludes(file, settings);
    requirePlaceFor(file, settings, request.list().format());
    return new BasePolicy(settings, Optional.of(HexFormat.of().formatHex(digest.digest())));
  }

  private static ByteSource digesting(ByteSource source, MessageDigest digest) {
    return new ByteSource() {
      @Override
      public String name() {
        return source.name();
      }

      @Override
      public long length() throws IOException {
        return source.length();
      }

      @Override
      public InputStream open() throws IOException {
        digest.reset();
        return new DigestInputStream(source.open(), digest);
      }
    };
  }

  /** One that Python cannot compile switches all of them off, those of this run too. */
  private static void requireSoundExcludes(Path file, PolicySettings settings)
      throws AllowlistException {
    for (String text : settings.excludes()) {
      try {
        ExcludePattern unused = new ExcludePattern(text);
      } catch (IllegalArgumentException e) {
        throw new AllowlistException(
            ExitCode.USAGE,
            file + ": in its excludes: " + e.getMessage(),
            "Keylime switches all excludes off when one is invalid; write it in plain syntax.",
            e);
      }
    }
  }

  private static void requirePlaceFor(Path file, PolicySettings settings, AllowlistFormat format)
      throws AllowlistException {
    PolicySettings kept = settings.withTimestamp(PolicySettings.DEFAULT.timestamp());
    if (format == AllowlistFormat.FLAT && !kept.equals(PolicySettings.DEFAULT)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          file + ": its excludes, keyrings or keys have no place in the flat format",
          "Write the keylime format, or give a base that has digests alone.");
    }
  }
}
