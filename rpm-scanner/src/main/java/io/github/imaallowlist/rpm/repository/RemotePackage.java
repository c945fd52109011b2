package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.header.Lead;
import io.github.imaallowlist.rpm.header.RpmLimits;
import io.github.imaallowlist.rpm.metadata.HeaderRange;
import io.github.imaallowlist.rpm.metadata.Location;
import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import io.github.imaallowlist.rpm.transport.FetchedStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** A package on a server, or on several that have the same. Nothing of it is kept. */
public final class RemotePackage implements PackageLocation {
  private final RemoteFiles files;
  private final Location location;
  private final OptionalLong claimedSize;

  /**
   * @param claimedSize in bytes, as metadata says; a server that says otherwise is not read from
   */
  RemotePackage(RemoteFiles files, Location location, OptionalLong claimedSize) {
    this.files = files;
    this.location = location;
    this.claimedSize = claimedSize;
  }

  @Override
  public OpenPackage open() throws IOException {
    long maxBytes = claimedSize.orElse(MetadataLimits.PACKAGE_BYTES);
    FetchedStream in = files.open(location, claimedSize, maxBytes);
    return new OpenPackage(in, in.size(), true);
  }

  /** Asks for the bytes up to the header's end, in one request. */
  @Override
  public OpenPackage openHeaders(Optional<HeaderRange> claimed) throws IOException {
    if (claimed.isEmpty()) {
      return open();
    }
    long end = claimed.get().end();
    if (claimed.get().start() < Lead.LENGTH || end <= claimed.get().start()) {
      throw new HeaderRangeException(
          "the metadata says that the header is at byte %d to %d, where none can be"
              .formatted(claimed.get().start(), end));
    }
    if (end > RpmLimits.HEADERS_END || end > claimedSize.orElse(Long.MAX_VALUE)) {
      throw new HeaderRangeException(
          "the metadata says that the header ends at byte %d, which is beyond %s"
              .formatted(
                  end,
                  end > RpmLimits.HEADERS_END
                      ? "the limit of " + RpmLimits.HEADERS_END
                      : "the package's end"));
    }
    return new OpenPackage(
        new HeadersStream(files.openStart(location, claimedSize, end), end), claimedSize, false);
  }

  /** Unknown: what metadata says is in the {@link PackageRef}. */
  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }

  /** For messages: where it is, without user and password. */
  @Override
  public String toString() {
    return files.nameOf(location);
  }

  /** Who reads beyond what the metadata says has not found the header there. */
  private static final class HeadersStream extends FilterInputStream {
    private final long end;

    HeadersStream(InputStream in, long end) {
      super(in);
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return checked(super.read(buffer, offset, length));
    }

    private int checked(int read) throws HeaderRangeException {
      if (read < 0) {
        throw new HeaderRangeException(
            "the metadata says that the header ends at byte %d, and it goes on".formatted(end));
      }
      return read;
    }
  }
}
