package io.auterity.plugins.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies of requests of git clients, byte for byte. */
record RawPush(GitDoor door, HttpClient client) implements AutoCloseable {

  static final String NONE = "0".repeat(40);

  RawPush(GitDoor door) {
    this(door, HttpClient.newHttpClient());
  }

  /** A new branch that points there, and the objects that come with it. */
  HttpResponse<String> branch(String name, String sha, byte[] pack) {
    return push(List.of("%s %s refs/heads/%s".formatted(NONE, sha, name)), pack);
  }

  HttpResponse<String> push(List<String> commands, byte[] pack) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String more = "\0 report-status";
    for (String command : commands) {
      body.writeBytes(line((command + more + "\n").getBytes(StandardCharsets.UTF_8)));
      more = "";
    }
    body.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(pack);
    return post("git-receive-pack", body.toByteArray());
  }

  HttpResponse<String> post(String service, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(door.url("main/letters") + "/" + service))
            .header("Content-Type", "application/x-%s-request".formatted(service))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static byte[] line(byte[] words) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes("%04x".formatted(words.length + 4).getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(words);
    return line.toByteArray();
  }

  @Override
  public void close() {
    client.close();
    door.close();
  }
}
