package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.explain.Question;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A path or a digest on the command line. */
public final class QuestionArgument {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

  private QuestionArgument() {}

  /**
   * A path if it begins with a slash, else a digest: {@code sha256:HEX}, or HEX alone, whose
   * algorithm is the one of the SHA-1 and SHA-2 families with that length.
   *
   * @throws AllowlistException if it is neither
   */
  public static Question parse(String argument) throws AllowlistException {
    try {
      return argument.startsWith("/")
          ? new Question.OfPath(FilePath.of(PathArgument.bytes(argument)))
          : new Question.OfDigest(digest(argument));
    } catch (IllegalArgumentException e) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "'%s' is neither a path nor a digest: %s".formatted(argument, e.getMessage()),
          "Give an absolute path without . and .., or a digest such as sha256:HEX.",
          e);
    }
  }

  private static FileDigest digest(String argument) {
    int colon = argument.indexOf(':');
    String hex = argument.substring(colon + 1).toLowerCase(Locale.ROOT);
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("it has no slash in front and is not hexadecimal");
    }
    HashAlgorithm algorithm =
        (colon < 0
                ? byLength(hex.length())
                : HashAlgorithm.byKernelName(argument.substring(0, colon)))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        colon < 0
                            ? "no hash has %d hexadecimal digits".formatted(hex.length())
                            : "no such hash algorithm"));
    return FileDigest.ofHex(algorithm, hex);
  }

  private static Optional<HashAlgorithm> byLength(int digits) {
    return switch (digits) {
      case 40 -> Optional.of(HashAlgorithm.SHA1);
      case 64 -> Optional.of(HashAlgorithm.SHA256);
      case 96 -> Optional.of(HashAlgorithm.SHA384);
      case 128 -> Optional.of(HashAlgorithm.SHA512);
      default -> Optional.empty();
    };
  }
}
