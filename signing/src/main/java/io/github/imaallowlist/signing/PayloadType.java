package io.github.imaallowlist.signing;

/**
 * How an envelope's payload is to be read, which its signature covers too, so that a signature for
 * one kind of document is none for another.
 *
 * @param name printable ASCII without a space, quote or backslash, so that its length in bytes and
 *     in characters is the same: Keylime puts the latter into what is signed
 */
public record PayloadType(String name) {
  /** Of a Keylime policy ({@code keylime/policy/sign_runtime_policy.py}). */
  public static final PayloadType KEYLIME = new PayloadType("application/vnd.keylime+json");

  public PayloadType {
    if (name.isEmpty() || name.length() > SigningLimits.PAYLOAD_TYPE) {
      throw new IllegalArgumentException("a payload type has 1 to 255 characters");
    }
    if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')) {
      throw new IllegalArgumentException("a payload type is plain printable ASCII: " + name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
