package io.github.imaallowlist.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads for which IMA policy a list was made, as {@link ProvenanceJson} writes it. */
public final class FilterDigestReader {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private FilterDigestReader() {}

  /**
   * Reads {@code provenance.filter.ima-policy-sha256} of a Keylime runtime policy.
   *
   * @param source the file's name, for messages
   * @param in not closed
   * @return the policy's digest in lower-case hex; empty if the list was not made for one
   * @throws io.github.imaallowlist.error.InputException if it is no JSON object, or the digest is
   *     none
   */
  public static Optional<String> read(String source, InputStream in) throws IOException {
    JsonInput json = new JsonInput(source, in);
    String[] digest = new String[1];
    json.object(
        "the policy", name -> enter(json, name, "provenance", () -> provenance(json, digest)));
    json.expectEnd();
    return Optional.ofNullable(digest[0]);
  }

  private static void provenance(JsonInput json, String[] digest) throws IOException {
    json.object("provenance", name -> enter(json, name, "filter", () -> filter(json, digest)));
  }

  private static void filter(JsonInput json, String[] digest) throws IOException {
    json.object(
        "provenance.filter",
        name -> enter(json, name, "ima-policy-sha256", () -> digest[0] = sha256(json)));
  }

  private static String sha256(JsonInput json) throws IOException {
    String text = json.string("ima-policy-sha256");
    if (!SHA256.matcher(text).matches()) {
      throw json.malformed("ima-policy-sha256 is no SHA-256 digest");
    }
    return text;
  }

  private static void enter(JsonInput json, String name, String wanted, Step step)
      throws IOException {
    if (name.equals(wanted)) {
      step.run();
    } else {
      json.skip();
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
