package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.metadata.Location;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.transport.Credentials;
import io.github.imaallowlist.rpm.transport.HttpTransport;
import io.github.imaallowlist.rpm.transport.TransportSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens what a URL of http or https names. */
final class RemoteSources {
  private RemoteSources() {}

  static PackageSource open(String text, SourceSettings settings)
      throws AllowlistException, IOException {
    BaseUrl url = BaseUrl.parse(text);
    String path = url.self().getRawPath();
    if (path.endsWith(".rpm")) {
      return openPackage(url, settings);
    }
    requireRepository(url, path);
    List<BaseUrl> bases = new ArrayList<>(List.of(url));
    for (String mirror : settings.mirrors()) {
      bases.add(BaseUrl.parse(mirror));
    }
    TransportSettings transport = withCredentials(settings.transport(), bases, settings.login());
    HttpTransport http = new HttpTransport(transport);
    try {
      return RemoteRepository.open(new RemoteFiles(url.toString(), http, bases), Optional.empty());
    } catch (AllowlistException | IOException e) {
      http.close();
      throw e;
    }
  }

  private static void requireRepository(BaseUrl url, String path) throws AllowlistException {
    if (path.endsWith("/repodata") || path.endsWith("/" + RepositoryFolder.REPOMD)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          url + " is not the repository itself",
          "Name the folder that has repodata in it.");
    }
    if (path.endsWith(".repo")) {
      throw new AllowlistException(
          ExitCode.USAGE,
          url + ": a .repo file is read on disk only, as it can pin keys",
          "Fetch it, look at what it says, and name the file.");
    }
  }

  private static PackageSource openPackage(BaseUrl url, SourceSettings settings)
      throws AllowlistException {
    if (!settings.mirrors().isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          url + ": a mirror can stand in for a repository only, not for a package",
          "Leave out --mirror, or name the repository.");
    }
    URI self = url.self();
    String path = self.getRawPath();
    RelativePath name;
    try {
      name = RelativePath.ofPercentEncoded(path.substring(path.lastIndexOf('/') + 1));
    } catch (IllegalArgumentException e) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "%s names no package: %s".formatted(url, e.getMessage()),
          "Name a file below a folder.",
          e);
    }
    BaseUrl folder = BaseUrl.of(self.resolve(URI.create(query("./", self))));
    List<BaseUrl> bases = List.of(url);
    TransportSettings transport = withCredentials(settings.transport(), bases, settings.login());
    return new PackageUrl(
        new RemoteFiles(folder.toString(), new HttpTransport(transport), List.of(folder)),
        new Location(name, Optional.empty()));
  }

  private static String query(String path, URI url) {
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** What the URLs themselves say goes before the login that is for all of them. */
  static TransportSettings withCredentials(
      TransportSettings transport, List<BaseUrl> bases, Optional<SourceSettings.Login> login) {
    List<Credentials> credentials = new ArrayList<>();
    for (BaseUrl base : bases) {
      base.credentials()
          .or(() -> login.map(of -> new Credentials(base.origin(), of.user(), of.password())))
          .filter(
              added -> credentials.stream().noneMatch(has -> has.origin().equals(added.origin())))
          .ifPresent(credentials::add);
    }
    credentials.addAll(transport.credentials());
    return transport.withCredentials(credentials);
  }
}
