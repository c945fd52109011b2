package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/**
 * A file to be recorded. It will be {@code repodata/<sha256>-<type>.<suffix><extension>}, the
 * checksum being that of its compressed bytes.
 *
 * @param type of the record: {@code ima-allowlist}, or another name that begins with {@code ima-}
 * @param suffix of the name without a dot before it, such as {@code json}
 * @param compression of the file
 * @param content not compressed, and may be read twice; or a {@link CompressedContent}
 * @param timestamp for the record, in seconds since 1970. For the same repository to have the same
 *     record, take it from the metadata, and not from a clock
 */
public record RepodataFile(
    String type, String suffix, DataCompression compression, Content content, long timestamp) {
  private static final Pattern SUFFIX = Pattern.compile("[a-z0-9]+(\\.[a-z0-9]+){0,3}");
  private static final int MAX_SUFFIX = 32;

  public RepodataFile {
    RecordType.require(type);
    if (suffix.length() > MAX_SUFFIX || !SUFFIX.matcher(suffix).matches()) {
      throw new IllegalArgumentException("'%s' is no suffix of a name".formatted(suffix));
    }
    if (timestamp < 0 || timestamp > MetadataLimits.TIMESTAMP) {
      throw new IllegalArgumentException("%d is no timestamp".formatted(timestamp));
    }
    if (content instanceof CompressedContent compressed
        && compressed.compression() != compression) {
      throw new IllegalArgumentException("the content is compressed in another way");
    }
  }

  /** Of content that is compressed already. */
  public RepodataFile(String type, String suffix, CompressedContent content, long timestamp) {
    this(type, suffix, content.compression(), content, timestamp);
  }

  /** Bytes that can be read again. */
  public interface Content {
    /** In bytes. */
    long size() throws IOException;

    /** A new stream from the start, which the caller closes. */
    InputStream open() throws IOException;

    static Content of(byte[] bytes) {
      byte[] copy = bytes.clone();
      return new Content() {
        @Override
        public long size() {
          return copy.length;
        }

        @Override
        public InputStream open() {
          return new ByteArrayInputStream(copy);
        }
      };
    }
  }

  /** What comes behind the checksum in its name. */
  String nameEnd() {
    return "-" + type + "." + suffix + compression.extension();
  }

  /** The name that it has with a checksum. */
  String nameOf(MetadataRecord record) {
    return record.checksum().hex() + nameEnd();
  }
}
