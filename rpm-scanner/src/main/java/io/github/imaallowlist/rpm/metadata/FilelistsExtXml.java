package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.header.RpmLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code filelists-ext.xml}: the files of a repository's packages, with their digests, as
 * createrepo_c writes it from 0.21 on ({@code cr_xml_dump_filelists_items} in its {@code
 * xml_dump_filelists.c}, {@code cr_xml_dump_files} in its {@code xml_dump.c}).
 */
public final class FilelistsExtXml {
  private static final String NAMESPACE = "http://linux.duke.edu/metadata/filelists-ext";

  private final MetadataXml xml;
  private int packages;

  private FilelistsExtXml(MetadataXml xml) {
    this.xml = xml;
  }

  /** Takes packages, one after the other. */
  public interface Sink {
    void accept(ListedFiles files) throws IOException;
  }

  /**
   * Parses decompressed XML to its end; one package is in memory at a time.
   *
   * @param source the file's name for errors
   */
  public static void parse(String source, InputStream in, Sink sink) throws IOException {
    try (MetadataXml xml = new MetadataXml(source, in)) {
      new FilelistsExtXml(xml).parse(sink);
    }
  }

  private void parse(Sink sink) throws IOException {
    xml.root(NAMESPACE, "filelists-ext");
    Optional<String> announced = xml.attribute("packages");
    while (xml.nextChild()) {
      if (xml.isElement(NAMESPACE, "package")) {
        packages++;
        if (packages > MetadataLimits.PACKAGES) {
          throw xml.tooMuch("there are more than %d packages".formatted(MetadataLimits.PACKAGES));
        }
        sink.accept(new PackageFilesXml(xml, NAMESPACE).read());
      } else {
        xml.skip();
      }
    }
    xml.end();
    if (announced.isPresent() && xml.number("packages", announced.get()) != packages) {
      throw xml.malformed(
          "expected %s packages, as its first line says, and there are %d"
              .formatted(announced.get(), packages));
    }
  }

  /** Reads one {@code package} element. */
  private static final class PackageFilesXml {
    private final MetadataXml xml;
    private final String namespace;
    private final List<ListedFile> files = new ArrayList<>();
    private @Nullable RpmVersionXml version;
    private @Nullable String hashType;
    private long pathCharacters;

    PackageFilesXml(MetadataXml xml, String namespace) {
      this.xml = xml;
      this.namespace = namespace;
    }

    ListedFiles read() throws IOException {
      String pkgid = xml.requiredAttribute("pkgid");
      String name = xml.requiredAttribute("name");
      String arch = xml.requiredAttribute("arch");
      while (xml.nextChild()) {
        if (xml.isElement(namespace, "file")) {
          addFile();
        } else if (xml.isElement(namespace, "version")) {
          requireFirst(version);
          version = RpmVersionXml.read(xml);
        } else if (xml.isElement(namespace, "checksum")) {
          requireFirst(hashType);
          hashType = xml.attribute("type").orElse("");
          xml.skip();
        } else {
          xml.skip();
        }
      }
      if (version == null || name.isEmpty() || arch.isEmpty()) {
        throw xml.malformed("expected name, arch and version of a package");
      }
      PackageId id =
          new PackageId(name, version.epoch(), version.version(), version.release(), arch);
      Optional<String> type = Optional.ofNullable(hashType).filter(text -> !text.isEmpty());
      return new ListedFiles(pkgid, id, type, files);
    }

    private void requireFirst(@Nullable Object earlier) throws IOException {
      if (earlier != null) {
        throw xml.malformed("expected one <%s>, this is a second one".formatted(xml.name()));
      }
    }

    private void addFile() throws IOException {
      ListedFile.Kind kind = kind(xml.attribute("type").orElse(""));
      Optional<String> hash = xml.attribute("hash").filter(text -> !text.isEmpty());
      String path = xml.verbatimText();
      pathCharacters += path.length();
      if (files.size() >= RpmLimits.ARRAY_VALUES || pathCharacters > RpmLimits.PATH_BYTES) {
        throw xml.tooMuch(
            "a package has more than %d files, or more than %d characters in their paths"
                .formatted(RpmLimits.ARRAY_VALUES, RpmLimits.PATH_BYTES));
      }
      files.add(new ListedFile(path, kind, hash));
    }

    private ListedFile.Kind kind(String type) throws IOException {
      return switch (type) {
        case "", "file" -> ListedFile.Kind.OTHER;
        case "dir" -> ListedFile.Kind.FOLDER;
        case "ghost" -> ListedFile.Kind.GHOST;
        default ->
            throw xml.unsupported(
                "the type '%s' of a file is none of dir and ghost"
                    .formatted(MetadataXml.excerpt(type)));
      };
    }
  }
}
