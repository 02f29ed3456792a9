package io.auterity.connector.witness;

import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.testkit.contract.containers.ContainersContract.Shelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Small images that a client pushes to a registry. */
record PushedImages(RealServer server) {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final List<String> TAGS = List.of("v1", "v2", "v3");

  /** A repository with three images and an index of two of them. */
  Shelf shelf(String repository) {
    Json[] images = new Json[TAGS.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = image(repository, TAGS.get(i), i);
    }
    Json index =
        Json.EMPTY
            .with("schemaVersion", Json.of(2))
            .with("mediaType", Json.of(INDEX))
            .with(
                "manifests",
                Json.array(
                    Stream.of("amd64", "arm64")
                        .map(
                            each -> platform((Json.Obj) images[each.equals("amd64") ? 0 : 1], each))
                        .toList()));
    manifest(repository, "all", INDEX, index);
    String layer = layer(0);
    return new Shelf(
        Ref.of(repository),
        TAGS,
        String.valueOf(((Json.Obj) images[0]).text("digest")),
        "all",
        digest(layer),
        layer.length());
  }

  private static Json platform(Json.Obj image, String architecture) {
    return image.with(
        "platform",
        Json.EMPTY
            .with("os", Json.of("linux"))
            .with("architecture", Json.of(architecture))
            .with("os.version", Json.of("1")));
  }

  private static String layer(int number) {
    return "layer " + number;
  }

  private Json image(String repository, String tag, int number) {
    String config = "{\"number\": %d}".formatted(number);
    Json manifest =
        Json.EMPTY
            .with("schemaVersion", Json.of(2))
            .with("mediaType", Json.of(MANIFEST))
            .with("config", blob(repository, "application/vnd.oci.image.config.v1+json", config))
            .with("layers", Json.array(List.of(blob(repository, LAYER, layer(number)))))
            .with("annotations", Json.EMPTY.with("org.example.words", Json.of("日本 🚀")));
    return manifest(repository, tag, MANIFEST, manifest);
  }

  private Json blob(String repository, String type, String text) {
    HttpResponse<String> begun =
        send("POST", server.url().resolve("/v2/%s/blobs/uploads/".formatted(repository)), "", "");
    URI place = server.url().resolve(begun.headers().firstValue("location").orElseThrow());
    String more = place.getQuery() == null ? "?" : "&";
    send(
        "PUT",
        URI.create(place + more + "digest=" + digest(text).replace(":", "%3A")),
        "application/octet-stream",
        text);
    return descriptor(type, text);
  }

  private Json manifest(String repository, String tag, String type, Json manifest) {
    send(
        "PUT",
        server.url().resolve("/v2/%s/manifests/%s".formatted(repository, tag)),
        type,
        manifest.toString());
    return descriptor(type, manifest.toString());
  }

  private static Json descriptor(String type, String text) {
    return Json.EMPTY
        .with("mediaType", Json.of(type))
        .with("digest", Json.of(digest(text)))
        .with("size", Json.of(text.getBytes(StandardCharsets.UTF_8).length));
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private HttpResponse<String> send(String method, URI uri, String type, String body) {
    String user = server.user() + ":" + server.token();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.ofString(body))
            .header(
                "authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    if (!type.isEmpty()) {
      request.header("content-type", type);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> reply = client.send(request.build(), BodyHandlers.ofString());
      if (reply.statusCode() / 100 != 2) {
        throw new AssertionError("%s %s: %s".formatted(method, uri, reply.body()));
      }
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
