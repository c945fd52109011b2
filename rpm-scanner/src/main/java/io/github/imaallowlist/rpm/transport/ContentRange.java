package io.github.imaallowlist.rpm.transport;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bytes a partial answer has (RFC 9110, section 14.4). */
record ContentRange(ByteRange range, OptionalLong size) {
  /** 18 digits hold every size that a file can have, and fit a long. */
  private static final Pattern FORM =
      Pattern.compile("bytes +(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

  /** Empty if it is not of that form, or contradicts itself. */
  static Optional<ContentRange> parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(parts.group(1));
    long last = Long.parseLong(parts.group(2));
    OptionalLong size =
        parts.group(3).equals("*")
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(parts.group(3)));
    if (last < first || (size.isPresent() && last >= size.getAsLong())) {
      return Optional.empty();
    }
    return Optional.of(new ContentRange(new ByteRange(first, last), size));
  }
}
