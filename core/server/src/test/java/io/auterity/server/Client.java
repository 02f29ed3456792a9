package io.auterity.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that uses the server over HTTP, with the same headers on every request.
 *
 * @param patience how long it waits for an answer
 */
public record Client(String base, Map<String, String> headers, Duration patience) {

  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection");
  }

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public Client {
    headers = Map.copyOf(headers);
  }

  public Client(String base) {
    this(base, Map.of(), PATIENCE);
  }

  /** The same, which waits that long for each answer, and tells the server so. */
  public Client waiting(Duration longest) {
    return new Client(base, headers, longest).with("Auterity-Timeout", longest.toSeconds() + "s");
  }

  public Client bearer(String key) {
    return with("Authorization", "Bearer " + key);
  }

  /** The API key that it shows; empty without one. */
  public String key() {
    return headers.getOrDefault("Authorization", "").replace("Bearer ", "");
  }

  public Client with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Client(base, more, patience);
  }

  public Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Reply delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public Reply post(String path, String json) {
    return post(path, "application/json", json);
  }

  public Reply post(String path, String type, String body) {
    return with("Content-Type", type).send("POST", path, BodyPublishers.ofString(body));
  }

  /** Applies resources, which must be right. */
  public void apply(String yaml) {
    Reply reply = post("/api/v1/apply", "application/yaml", yaml);
    if (reply.status() != 200) {
      throw new AssertionError(reply.toString());
    }
  }

  /** Makes a provider of the sample plugin. */
  public void maskProvider(String id) {
    apply("{kind: provider, id: %s, spec: {connector: mask-text, config: {}}}".formatted(id));
  }

  /** Makes a provider on which every call fails. */
  public void failingProvider(String id) {
    apply(
        """
        kind: provider
        id: %s
        spec:
          connector: mask-text
          config: {}
          faults:
            - {from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z", code: unavailable}
        """
            .formatted(id));
  }

  /** Asks until it is there: what is written behind a call comes a moment later. */
  public Reply awaiting(String path) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Reply reply = get(path);
    while (reply.status() == 404 && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
      reply = get(path);
    }
    return reply;
  }

  /** What comes once the field of it holds that. */
  public Reply awaiting(String path, String field, String what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Reply reply = awaiting(path);
    while (!reply.at(field).toString().contains(what) && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
      reply = get(path);
    }
    return reply;
  }

  /** The same tenant's client with another key, which has that role. */
  public Client keyWith(String role) {
    Reply made =
        post("/api/v1/keys", "{\"name\": \"%s\", \"roles\": [\"%s\"]}".formatted(role, role));
    return new Client(base).bearer(made.text("secret"));
  }

  public Reply send(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(patience).method(method, body);
    headers.forEach(request::setHeader);
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
