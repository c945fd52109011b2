package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.rpm.files.FileTable;
import io.github.imaallowlist.rpm.files.HardLinks;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files whose contents somebody wants besides their digests, under all their hard links. */
final class WantedContents {
  private final ContentReceiver receiver;
  private final HardLinks hardLinks;

  /** By the first file of their set of hard links, which have one content. */
  private final Map<Integer, List<FilePath>> paths = new TreeMap<>();

  WantedContents(FileTable files, ContentReceiver receiver) {
    this.receiver = receiver;
    this.hardLinks = files.hardLinks();
    for (int file = 0; receiver != ContentReceiver.NOBODY && file < files.size(); file++) {
      if (files.isShippedRegular(file) && receiver.wants(files.path(file))) {
        paths
            .computeIfAbsent(hardLinks.first(file), first -> new ArrayList<>(1))
            .add(files.path(file));
      }
    }
  }

  boolean has(int file) {
    return paths.containsKey(hardLinks.first(file));
  }

  /** Where the content of a file goes; all who want it close with it. */
  Streams open(int file, long size) throws IOException {
    List<OutputStream> streams = new ArrayList<>(1);
    for (FilePath path : paths.getOrDefault(hardLinks.first(file), List.of())) {
      streams.add(receiver.open(path, size));
    }
    return new Streams(streams);
  }

  /** Of those who want one content. */
  record Streams(List<OutputStream> streams) implements Closeable {
    void write(byte[] buffer, int start, int length) throws IOException {
      for (OutputStream stream : streams) {
        stream.write(buffer, start, length);
      }
    }

    @Override
    public void close() throws IOException {
      for (OutputStream stream : streams) {
        stream.close();
      }
    }
  }
}
