package io.github.imaallowlist.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A runtime policy as another program reads it, held against the schema in {@code
 * keylime/ima/ima.py}.
 */
record Policy(Map<String, Object> json) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{40,128}");

  static Policy parse(byte[] text) {
    Policy policy = new Policy(Json.object(text));
    policy.checkSchema();
    return policy;
  }

  static Policy of(Path file) {
    try {
      return parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, List<String>> digests() {
    Map<String, List<String>> digests = new TreeMap<>();
    Json.map(json.get("digests"))
        .forEach(
            (path, list) ->
                digests.put(path, Json.list(list).stream().map(o -> (String) o).toList()));
    return digests;
  }

  List<Object> excludes() {
    return Json.list(json.get("excludes"));
  }

  Map<String, Object> provenance() {
    return Json.map(json.get("provenance"));
  }

  /** Each as {@code kind file}. */
  List<String> leftOut() {
    return Json.list(provenance().get("left-out")).stream()
        .map(Json::map)
        .map(one -> one.get("kind") + " " + one.get("file"))
        .toList();
  }

  private void checkSchema() {
    Map<String, Object> meta = Json.map(json.get("meta"));
    require(meta.get("version") instanceof Long version && version >= 0, "meta.version");
    require(
        meta.get("generator") instanceof Long generator && generator >= 0 && generator <= 3,
        "meta.generator");
    require(!meta.containsKey("timestamp") || meta.get("timestamp") instanceof String, "timestamp");
    require(json.get("release") instanceof Long, "release");
    Json.map(json.get("digests")).forEach((path, digests) -> checkDigests(path, digests));
    Json.map(json.get("keyrings")).forEach((name, digests) -> checkDigests(name, digests));
    Json.map(json.get("ima-buf")).forEach((name, digests) -> checkDigests(name, digests));
    excludes().forEach(pattern -> require(pattern instanceof String, "excludes"));
    Map<String, Object> ima = Json.map(json.get("ima"));
    Json.list(ima.get("ignored_keyrings"))
        .forEach(name -> require(name instanceof String, "ima.ignored_keyrings"));
    require(
        List.of("sha1", "sha256", "sha384", "sha512").contains(ima.get("log_hash_alg")),
        "ima.log_hash_alg");
    require(ima.get("dm_policy") == Json.NULL, "ima.dm_policy");
    require(json.get("verification-keys") instanceof String, "verification-keys");
  }

  private static void checkDigests(String name, Object digests) {
    List<Object> list = Json.list(digests);
    require(!list.isEmpty(), name + ": no digest");
    list.forEach(
        digest -> require(digest instanceof String hex && DIGEST.matcher(hex).matches(), name));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("Keylime's schema does not hold: " + what);
    }
  }
}
