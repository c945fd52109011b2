package io.github.imaallowlist.rpm.repository;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import io.github.imaallowlist.rpm.metadata.Metalink;
import io.github.imaallowlist.rpm.metadata.MetalinkXml;
import io.github.imaallowlist.rpm.repofile.RepoSection;
import io.github.imaallowlist.rpm.transport.FetchRequest;
import io.github.imaallowlist.rpm.transport.HttpTransport;
import io.github.imaallowlist.rpm.transport.TransportSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Opens what one section of a {@code .repo} file describes; dnf.conf(5) has its options. */
final class ConfiguredSource {
  private static final List<String> WITH_VARIABLES =
      List.of("baseurl", "metalink", "mirrorlist", "gpgkey");
  private static final String REPOMD_SUFFIX = "/" + RepositoryFolder.REPOMD;

  private final Path file;
  private final RepoSection section;
  private final SourceSettings settings;
  private final String name;

  private ConfiguredSource(Path file, RepoSection section, SourceSettings settings) {
    this.file = file;
    this.section = section;
    this.settings = settings;
    this.name = "%s [%s]".formatted(section.source(), section.id());
  }

  /**
   * @param file the {@code .repo} file, from whose folder relative paths go out
   */
  static OpenedSource open(Path file, RepoSection section, SourceSettings settings)
      throws AllowlistException, IOException {
    RepoSection expanded = section.with(settings.variables(), WITH_VARIABLES);
    return new ConfiguredSource(file, expanded, settings).open();
  }

  private OpenedSource open() throws AllowlistException, IOException {
    List<Path> pinned = new ArrayList<>();
    List<String> keyUrls = new ArrayList<>();
    for (String key : section.list("gpgkey")) {
      if (BaseUrl.isHttp(key)) {
        keyUrls.add(key);
      } else {
        pinned.add(path(key));
      }
    }
    Optional<Boolean> gpgcheck = flag("gpgcheck");
    Optional<Boolean> repoGpgcheck = flag("repo_gpgcheck");
    return new OpenedSource(openPackages(), pinned, keyUrls, gpgcheck, repoGpgcheck);
  }

  private Optional<Boolean> flag(String option) throws MalformedInputException {
    return section.text(option).isEmpty()
        ? Optional.empty()
        : Optional.of(section.flag(option, false));
  }

  private Path path(String text) throws AllowlistException {
    return FileUrl.isFileUrl(text) ? FileUrl.toPath(text) : file.resolveSibling(text);
  }

  private PackageSource openPackages() throws AllowlistException, IOException {
    List<String> urls = section.list("baseurl");
    if (!urls.isEmpty() && FileUrl.isFileUrl(urls.get(0))) {
      return Sources.openLocal(name, FileUrl.toPath(urls.get(0)));
    }
    List<BaseUrl> given = new ArrayList<>();
    for (String url : urls) {
      given.add(BaseUrl.parse(url));
    }
    List<BaseUrl> mirrors = new ArrayList<>();
    for (String mirror : settings.mirrors()) {
      mirrors.add(BaseUrl.parse(mirror));
    }
    HttpTransport http = new HttpTransport(transport(given, mirrors));
    try {
      Optional<Metalink> metalink = metalink(http);
      List<BaseUrl> bases = new ArrayList<>(given);
      metalink.ifPresent(link -> bases.addAll(foldersOf(link)));
      if (metalink.isEmpty() && section.text("mirrorlist").isPresent()) {
        bases.addAll(mirrorlist(http));
      }
      bases.addAll(mirrors);
      if (bases.isEmpty()) {
        throw new AllowlistException(
            ExitCode.USAGE,
            name + " has no baseurl, metalink or mirrorlist that gives a URL of http or https",
            "Name the repository's URL itself.");
      }
      return RemoteRepository.open(new RemoteFiles(name, http, bases), metalink);
    } catch (AllowlistException | IOException e) {
      http.close();
      throw e;
    }
  }

  /** User and password go to the servers that the user named, not to what a list of mirrors has. */
  private TransportSettings transport(List<BaseUrl> given, List<BaseUrl> mirrors)
      throws AllowlistException {
    List<BaseUrl> trusted = new ArrayList<>(given);
    trusted.addAll(mirrors);
    for (String option : List.of("metalink", "mirrorlist")) {
      Optional<String> url = section.text(option).filter(BaseUrl::isHttp);
      if (url.isPresent()) {
        trusted.add(BaseUrl.parse(url.get()));
      }
    }
    Optional<SourceSettings.Login> login = settings.login();
    Optional<String> user = section.text("username");
    try {
      if (user.isPresent()) {
        String password = section.text("password").orElse("");
        login = Optional.of(new SourceSettings.Login(user.get(), password));
      }
      TransportSettings ownFirst = RepoTransport.of(section, file, settings.transport());
      return RemoteSources.withCredentials(ownFirst, trusted, login);
    } catch (IllegalArgumentException e) {
      throw new AllowlistException(
          ExitCode.USAGE, "%s: %s".formatted(name, e.getMessage()), "Correct the .repo file.", e);
    }
  }

  private Optional<Metalink> metalink(HttpTransport http) throws AllowlistException, IOException {
    Optional<String> url = section.text("metalink");
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(MetalinkXml.parse(name + ": metalink", fetch(http, "metalink", url.get())));
  }

  private static List<BaseUrl> foldersOf(Metalink metalink) {
    List<BaseUrl> folders = new ArrayList<>();
    for (URI url : metalink.urls()) {
      String text = url.toString();
      if (text.endsWith(REPOMD_SUFFIX)) {
        String folder = text.substring(0, text.length() - REPOMD_SUFFIX.length());
        folders.add(BaseUrl.of(URI.create(folder)));
      }
    }
    return folders;
  }

  /** A URL a line; what is no such line is passed over (librepo's {@code mirrorlist.c}). */
  private List<BaseUrl> mirrorlist(HttpTransport http) throws AllowlistException, IOException {
    byte[] bytes = fetch(http, "mirrorlist", section.text("mirrorlist").orElseThrow());
    List<BaseUrl> mirrors = new ArrayList<>();
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.stripLeading().startsWith("<")) {
      throw new MalformedInputException(
          name + ": mirrorlist", NO_OFFSET, "expected a URL a line, this is XML");
    }
    for (String line : text.split("\n", -1)) {
      String url = line.strip();
      if (BaseUrl.isHttp(url) && mirrors.size() < MetadataLimits.MIRRORS) {
        mirrors.add(BaseUrl.parse(url));
      }
    }
    return mirrors;
  }

  private byte[] fetch(HttpTransport http, String option, String text)
      throws AllowlistException, IOException {
    if (!BaseUrl.isHttp(text)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "%s: its %s is no URL of http or https".formatted(name, option),
          "Give the repository's URL as baseurl.");
    }
    BaseUrl url = BaseUrl.parse(text);
    return http.fetch(
        new FetchRequest(
            List.of(url.self()),
            Optional.empty(),
            OptionalLong.empty(),
            MetadataLimits.MIRRORS_BYTES,
            url.toString()));
  }
}
