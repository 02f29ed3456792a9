package io.auterity.connector.witness;

import io.auterity.platform.digest.Sha256;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.containers.ContainersContract.Shelf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Images as AWS's own API takes them: manifests, whose layers a registry holds or not. */
record ManifestsOfEcr(WitnessedFile file) {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final List<String> TAGS = List.of("v1", "v2", "v3");
  private static final int LAYER = 7;

  /**
   * A repository with three images, of which the first was scanned, and an index of two of them.
   */
  Shelf shelf(String repository) {
    asked("CreateRepository", Json.EMPTY.with("repositoryName", Json.of(repository)));
    List<Json.Obj> images = new ArrayList<>();
    for (String tag : TAGS) {
      images.add(put(repository, tag, MANIFEST, image(tag)));
    }
    put(repository, "all", INDEX, index(images));
    asked(
        "StartImageScan",
        Json.EMPTY
            .with("repositoryName", Json.of(repository))
            .with("imageId", Json.EMPTY.with("imageTag", Json.of(TAGS.getFirst()))));
    return new Shelf(
        Ref.of(repository),
        TAGS,
        String.valueOf(images.getFirst().text("digest")),
        "all",
        digest("layer " + TAGS.getFirst()),
        LAYER);
  }

  private static Json.Obj image(String tag) {
    return Json.EMPTY
        .with("schemaVersion", Json.of(2))
        .with("mediaType", Json.of(MANIFEST))
        .with("config", part("application/vnd.oci.image.config.v1+json", "config " + tag, 2))
        .with(
            "layers",
            Json.array(
                List.of(part("application/vnd.oci.image.layer.v1.tar", "layer " + tag, LAYER))));
  }

  private static Json.Obj index(List<Json.Obj> images) {
    List<Json> parts = new ArrayList<>();
    for (String each : List.of("amd64", "arm64")) {
      Json.Obj platform =
          Json.EMPTY.with("os", Json.of("linux")).with("architecture", Json.of(each));
      parts.add(images.get(parts.size()).with("platform", platform));
    }
    return Json.EMPTY
        .with("schemaVersion", Json.of(2))
        .with("mediaType", Json.of(INDEX))
        .with("manifests", Json.array(parts));
  }

  private Json.Obj put(String repository, String tag, String type, Json.Obj manifest) {
    String text = manifest.toString();
    asked(
        "PutImage",
        Json.EMPTY
            .with("repositoryName", Json.of(repository))
            .with("imageTag", Json.of(tag))
            .with("imageManifest", Json.of(text))
            .with("imageManifestMediaType", Json.of(type))
            .with("imageDigest", Json.of(digest(text))));
    return part(type, text, text.length());
  }

  private static Json.Obj part(String type, String text, int size) {
    return Json.EMPTY
        .with("mediaType", Json.of(type))
        .with("digest", Json.of(digest(text)))
        .with("size", Json.of(size));
  }

  private static String digest(String text) {
    return "sha256:" + HexFormat.of().formatHex(Sha256.of(text));
  }

  // What stands there already is as it should be, and a scan of today is one.
  private void asked(String operation, Json.Obj body) {
    FakeCall call = FakeCall.of("prepare", file.provider());
    WireRequest request =
        new WireRequest(
            "POST",
            file.server().url(),
            Map.of(
                "content-type",
                List.of("application/x-amz-json-1.1"),
                "x-amz-target",
                List.of("AmazonEC2ContainerRegistry_V20150921." + operation)),
            body.toString().getBytes(StandardCharsets.UTF_8));
    WireResponse response = call.provider().transport().send(request, call);
    String told = new String(response.body(), StandardCharsets.UTF_8);
    if (!response.succeeded() && !told.matches("(?s).*(AlreadyExists|LimitExceeded)Exception.*")) {
      throw new AssertionError("%s: %d %s".formatted(operation, response.status(), told));
    }
  }
}
