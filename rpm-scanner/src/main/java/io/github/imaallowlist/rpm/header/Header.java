package io.github.imaallowlist.rpm.header;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A checked header: values by tag. A tag whose type is not the one that RPM gives it is malformed,
 * as in {@code hdrchkTagType} of {@code lib/header.cc}; a tag that stands twice counts once, the
 * first time, as in RPM's {@code findEntry}.
 */
public final class Header {
  private final HeaderKind kind;
  private final byte[] intro;
  private final Store store;
  private final List<IndexEntry> entries;
  private final boolean region;

  Header(HeaderKind kind, byte[] intro, Store store, List<IndexEntry> entries, boolean region) {
    this.kind = kind;
    this.intro = intro;
    this.store = store;
    this.entries = entries;
    this.region = region;
  }

  /** Whether an immutable region says what is signed; headers of RPM 3 have none. */
  public boolean hasRegion() {
    return region;
  }

  /** In the file, in bytes, without the padding behind a signature header. */
  public long length() {
    return (long) intro.length + store.blob().length;
  }

  /** Feeds the whole header as it stands in the file: what header digests and signatures cover. */
  public void digestInto(MessageDigest digest) {
    digest.update(intro);
    digest.update(store.blob());
  }

  /** A single string; for one with translations, the untranslated one. */
  public Optional<String> string(Tag tag) throws IOException {
    return strings(tag).map(values -> values.text(0));
  }

  public Optional<Strings> strings(Tag tag) throws IOException {
    IndexEntry entry = entry(tag);
    return entry == null ? Optional.empty() : Optional.of(new Strings(store, entry));
  }

  /** A single number, taken as unsigned. */
  public OptionalLong number(Tag tag) throws IOException {
    Optional<Numbers> values = numbers(tag);
    return values.isPresent() ? OptionalLong.of(values.get().at(0)) : OptionalLong.empty();
  }

  public Optional<Numbers> numbers(Tag tag) throws IOException {
    IndexEntry entry = entry(tag);
    return entry == null ? Optional.empty() : Optional.of(new Numbers(store, entry));
  }

  public Optional<byte[]> binary(Tag tag) throws IOException {
    IndexEntry entry = entry(tag);
    if (entry == null) {
      return Optional.empty();
    }
    byte[] bytes = new byte[entry.length()];
    store.copy(entry.offset(), bytes, 0, bytes.length);
    return Optional.of(bytes);
  }

  public boolean has(Tag tag) throws IOException {
    return entry(tag) != null;
  }

  /** A {@link MalformedInputException} at a tag's values, or at the index if there are none. */
  public MalformedInputException malformed(Tag tag, String problem) {
    for (IndexEntry entry : entries) {
      if (entry.tag() == tag.number()) {
        return malformed(store.fileOffsetOfData(entry.offset()), problem);
      }
    }
    return malformed(store.fileOffsetOfEntry(0), problem);
  }

  private MalformedInputException malformed(long fileOffset, String problem) {
    return new MalformedInputException(store.name(), fileOffset, kind + ": " + problem);
  }

  private @Nullable IndexEntry entry(Tag tag) throws IOException {
    for (IndexEntry entry : entries) {
      if (entry.tag() == tag.number()) {
        boolean bothStrings = entry.type().isString() && tag.type().isString();
        if (entry.type() != tag.type() && !bothStrings) {
          throw malformed(
              store.fileOffsetOfData(entry.offset()),
              "%s is of type %s in place of %s".formatted(tag, entry.type(), tag.type()));
        }
        return entry;
      }
    }
    return null;
  }
}
